"""What is to be done with a picture's bytes: copied as they are, or made anew by a recipe."""

from vipsort.photo.errors import Unfit
from vipsort.photo.formats import FACTS, LARGEST_SIDE, Format
from vipsort.photo.model import Copy, Header, Photo, Plan, Recipe, Verdict
from vipsort.photo.policy import Check, Metadata, Shrink, Treatment

LOSSY = frozenset({Format.JPEG, Format.WEBP, Format.AVIF})
"""Formats whose size follows a quality."""


def treat(photo: Photo, treatment: Treatment) -> Plan:
    """What the options ask for on a sound picture. Raises Unfit when it cannot be done."""
    header = photo.header
    if header is None:
        return Plan(Verdict.PLACED, Copy(check=False))
    recipe = _recipe(photo, header, treatment)
    frame = header.size.pixels * header.pages
    if frame > treatment.max_pixels:
        excess = f"{frame / 1e6:.0f} megapixels are more than --max-pixels allows"
        if recipe:
            raise Unfit(excess)
        return Plan(Verdict.PLACED, Copy(check=False), f"not checked: {excess}")
    if recipe is None:
        return Plan(Verdict.PLACED, Copy(check=treatment.check is Check.FULL))
    most = LARGEST_SIDE.get(recipe.format)
    if most and max(recipe.size.width, recipe.size.height) > most:
        raise Unfit(f"{recipe.size} is more than {recipe.format} can hold ({most} a side)")
    return Plan(Verdict.PLACED, recipe)


def _recipe(photo: Photo, header: Header, treatment: Treatment) -> Recipe | None:
    """How the picture is made anew; None when nothing asks for that."""
    target = treatment.format or (FACTS[photo.format].kept_as if photo.format else None)
    if target is None or (treatment.compress_over is not None and photo.source.size <= treatment.compress_over):
        return None
    upright = header.upright
    size = treatment.resize.fit(upright) if treatment.resize else upright
    quality = _quality(photo.source.size, treatment)
    same_look = size == upright and treatment.metadata is Metadata.ALL and target is photo.format
    too_big = treatment.max_size is not None and photo.source.size > treatment.max_size
    # With a size limit alone, quality is only the ceiling of the search: what fits already is not touched.
    quality_asked = quality is not None and (treatment.max_size is None or treatment.compress_over is not None)
    recompress = too_big or (quality_asked and target in LOSSY)
    if same_look and not recompress:
        return None
    reshaped = size != upright or too_big or treatment.metadata is not Metadata.ALL
    if target is not photo.format and treatment.format is None and not reshaped:
        # A format that cannot be written is not turned into another one only for its quality.
        return None
    return Recipe(
        format=target,
        size=size,
        crop=treatment.resize.crop or "" if treatment.resize and size != upright else "",
        quality=quality,
        max_size=treatment.max_size,
        shrink_first=treatment.shrink is Shrink.FIRST,
        metadata=treatment.metadata,
        worth_below=photo.source.size if same_look else None,
    )


def _quality(size: int, treatment: Treatment) -> int | None:
    """The quality for a file of this size: the highest rung that it is above, else the plain one."""
    rungs = [rung for rung in treatment.quality_over if size > rung[0]]
    return max(rungs)[1] if rungs else treatment.quality
