"""What is to be done with a picture's bytes: copied as they are, or made anew by a recipe."""

from vipsort.photo.errors import Unfit
from vipsort.photo.formats import FACTS, LARGEST_SIDE, Format
from vipsort.photo.model import Copy, Header, Photo, Plan, Recipe, Redescribe, Verdict
from vipsort.photo.policy import Check, Metadata, Shrink, Treatment

LOSSY = frozenset({Format.JPEG, Format.WEBP, Format.AVIF})
"""Formats whose size follows a quality."""


def treat(photo: Photo, treatment: Treatment) -> Plan:
    """What the options ask for on a sound picture. Raises Unfit when it cannot be done."""
    header = photo.header
    if header is None or photo.format is None:
        return Plan(Verdict.PLACED, Copy(check=False), _not_done(photo, treatment))
    work = _remake(photo, header, treatment) or _redescribe(photo.format, header, treatment)
    frame = header.size.pixels * header.pages
    if frame > treatment.max_pixels:
        excess = f"{frame / 1e6:.0f} megapixels are more than --max-pixels allows"
        if work:
            raise Unfit(excess)
        return Plan(Verdict.PLACED, Copy(check=False), f"not checked: {excess}")
    if work is None:
        return Plan(Verdict.PLACED, Copy(check=treatment.check is Check.FULL))
    if isinstance(work, Recipe):
        _measure(work)
    return Plan(Verdict.PLACED, work)


def _not_done(photo: Photo, treatment: Treatment) -> str:
    """What was asked of a picture that nobody here can make anew: it is kept all the same, and that is said."""
    if photo.format is None:
        return ""
    if treatment.max_size is not None and photo.source.size > treatment.max_size:
        return f"{photo.format} keeps its size"
    return f"{photo.format} keeps its metadata" if treatment.metadata is not Metadata.ALL else ""


def _remake(photo: Photo, header: Header, treatment: Treatment) -> Recipe | None:
    """How the picture is made anew; None when nothing asks for other pixels."""
    target = treatment.format or (FACTS[photo.format].kept_as if photo.format else None)
    if target is None or (treatment.compress_over is not None and photo.source.size <= treatment.compress_over):
        return None
    size = treatment.resize.fit(header.upright) if treatment.resize else header.upright
    quality = _quality(photo.source.size, treatment)
    reshaped = size != header.upright
    too_big = treatment.max_size is not None and photo.source.size > treatment.max_size
    # With a size limit alone, quality is only the ceiling of the search: what fits already is not touched.
    quality_asked = quality is not None and (treatment.max_size is None or treatment.compress_over is not None)
    # A format that cannot be written is not turned into another one only for its quality.
    recompress = too_big or (quality_asked and target in LOSSY and target is photo.format)
    if not (reshaped or recompress or (treatment.format and target is not photo.format)):
        return None
    same_look = not reshaped and target is photo.format and treatment.metadata is Metadata.ALL
    return Recipe(
        format=target,
        size=size,
        crop=treatment.resize.crop or "" if treatment.resize and reshaped else "",
        quality=quality,
        max_size=treatment.max_size,
        shrink_first=treatment.shrink is Shrink.FIRST,
        metadata=treatment.metadata,
        worth_below=photo.source.size if same_look else None,
    )


def _redescribe(format_: Format, header: Header, treatment: Treatment) -> Redescribe | Recipe | None:
    """How only the metadata are changed; None when they stay. Only JPEG can do that without touching its pixels."""
    if treatment.metadata is Metadata.ALL:
        return None
    if format_ is Format.JPEG:
        return Redescribe(treatment.metadata, check=treatment.check is Check.FULL)
    target = FACTS[format_].kept_as or Format.PNG
    return Recipe(target, header.upright, max_size=treatment.max_size, metadata=treatment.metadata)


def _measure(recipe: Recipe) -> None:
    most = LARGEST_SIDE.get(recipe.format)
    if most and max(recipe.size.width, recipe.size.height) > most:
        raise Unfit(f"{recipe.size} is more than {recipe.format} can hold ({most} a side)")


def _quality(size: int, treatment: Treatment) -> int | None:
    """The quality for a file of this size: the highest rung that it is above, else the plain one."""
    rungs = [rung for rung in treatment.quality_over if size > rung[0]]
    return max(rungs)[1] if rungs else treatment.quality
