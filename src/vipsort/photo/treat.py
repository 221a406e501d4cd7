"""What is to be done with a picture's bytes: copied as they are, or made anew by a recipe."""

from collections.abc import Mapping

from vipsort.photo.errors import Unfit
from vipsort.photo.formats import FACTS, LARGEST_SIDE, Format
from vipsort.photo.header import Header
from vipsort.photo.limits import excess
from vipsort.photo.making import Bound
from vipsort.photo.model import Photo, Plan, Verdict
from vipsort.photo.policy import Auto, Check, Metadata, Shrink, Treatment
from vipsort.photo.quality import LOSSY, asked_quality, highest_of_its_own, is_good_enough
from vipsort.photo.work import Copy, Recipe, Redescribe

# Of the original's bytes: what is not smaller by this is no gain for what a second encode loses. A JPEG tells its
# quality; the others, encoded at the same one again, lose up to an eighth.
_WORTH: Mapping[Format, float] = {Format.JPEG: 0.95, Format.WEBP: 0.8, Format.AVIF: 0.8}


def treat(photo: Photo, treatment: Treatment) -> Plan:
    """What the options ask for on a sound picture. Raises Unfit when it cannot be done."""
    header = photo.header
    if header is None or photo.format is None:
        return Plan(Verdict.PLACED, Copy(check=False), _not_done(photo, treatment))
    work = _remake(photo, header, treatment) or _redescribe(photo, header, treatment)
    if too_much := excess(photo.format, header, treatment.max_pixels):
        if work:
            raise Unfit(too_much)
        return Plan(Verdict.PLACED, Copy(check=False), f"not checked: {too_much}")
    if work is None:
        return Plan(Verdict.PLACED, Copy(check=treatment.check is Check.FULL), bound=_why_kept(photo, treatment))
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


def _why_kept(photo: Photo, treatment: Treatment) -> Bound | None:
    """What an original had that was asked for: it fits, or a new encode would gain nothing."""
    if treatment.max_size is not None and photo.source.size <= treatment.max_size:
        return Bound.FITS
    return Bound.KEPT_ORIGINAL if asked_quality(photo.source.size, treatment) and photo.format in LOSSY else None


def _remake(photo: Photo, header: Header, treatment: Treatment) -> Recipe | None:
    """How the picture is made anew; None when nothing asks for other pixels."""
    source = photo.source
    target = treatment.format or (FACTS[photo.format].kept_as if photo.format else None)
    if target is None or (treatment.compress_over is not None and source.size <= treatment.compress_over):
        return None
    size = treatment.resize.fit(header.upright) if treatment.resize else header.upright
    reshaped, converted = size != header.upright, target is not photo.format
    too_big = treatment.max_size is not None and source.size > treatment.max_size
    quality = asked_quality(source.size, treatment)
    recompressed = quality is not None and not (converted or is_good_enough(target, header, quality))
    if not (too_big or reshaped or recompressed or (converted and treatment.format)):
        return None
    same_look = not (reshaped or converted) and treatment.metadata is Metadata.ALL
    return Recipe(
        format=target,
        size=size,
        photograph_as=Format.JPEG if too_big and converted and not treatment.format else None,
        crop=treatment.resize.crop or "" if treatment.resize and reshaped else "",
        quality=quality if isinstance(quality, int) else None,
        score=quality.score if isinstance(quality, Auto) else None,
        own_quality=None if reshaped or converted else highest_of_its_own(header, quality),
        max_size=treatment.max_size,
        shrink_first=treatment.shrink is Shrink.FIRST,
        effort=treatment.effort,
        metadata=treatment.metadata,
        not_above=None if converted else source.size,
        worth_below=int(source.size * _WORTH[target]) if same_look and not too_big else None,
    )


def _redescribe(photo: Photo, header: Header, treatment: Treatment) -> Redescribe | Recipe | None:
    """How only the metadata are changed; None when they stay. Only JPEG can do that without touching its pixels."""
    if treatment.metadata is Metadata.ALL or photo.format is None:
        return None
    if photo.format is Format.JPEG:
        return Redescribe(treatment.metadata, check=treatment.check is Check.FULL)
    target = FACTS[photo.format].kept_as or Format.PNG
    return Recipe(target, header.upright, max_size=treatment.max_size, metadata=treatment.metadata, only_metadata=True)


def _measure(recipe: Recipe) -> None:
    most = LARGEST_SIDE.get(recipe.format)
    if most and max(recipe.size.width, recipe.size.height) > most:
        raise Unfit(f"{recipe.size} is more than {recipe.format} can hold ({most} a side)")
