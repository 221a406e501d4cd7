"""Which quality is asked of a picture, and when its own is good enough to be left alone."""

from collections.abc import Mapping

from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.policy import Auto, Treatment

LOSSY = frozenset({Format.JPEG, Format.WEBP, Format.AVIF})
"""Formats whose size follows a quality."""

AUTO_CEILING: Mapping[Auto, int] = {Auto.LOW: 75, Auto.GOOD: 86, Auto.BEST: 94}
"""The JPEG quality above which a level never goes where a JPEG is made anew in its own size: two standard deviations
above what photographs need for its score (bench/perceptual.py). A JPEG at or below it is left alone, so that what was
made so once is not made again."""


def asked_quality(size: int, treatment: Treatment) -> int | Auto | None:
    """The quality asked of a file of `size` bytes: that of the highest rung that it is above, else the plain one.

    With a limit in bytes and nothing else, a number is only the ceiling of the search: then None, unless it is too big.
    """
    rungs = [rung for rung in treatment.quality_over if size > rung[0]]
    quality = max(rungs)[1] if rungs else treatment.quality
    is_asked = bool(rungs) or isinstance(quality, Auto) or treatment.compress_over is not None
    fits = treatment.max_size is not None and size <= treatment.max_size
    return None if fits and not is_asked else quality


def is_good_enough(target: Format, header: Header, quality: int | Auto) -> bool:
    """Whether the original, in the same format and size, is left alone: at its own quality a new encode only loses."""
    if target not in LOSSY:
        return True
    ceiling = AUTO_CEILING[quality] if isinstance(quality, Auto) else quality
    if header.quality is not None:
        return header.quality <= ceiling
    # WebP and AVIF do not tell how good they are: by the eye they would be made a little worse each time.
    return isinstance(quality, Auto)


def highest_of_its_own(header: Header, quality: int | Auto | None) -> int | None:
    """The quality above which an original that is made anew in its own format and size gains nothing."""
    if header.quality is None or not isinstance(quality, Auto):
        return header.quality
    return min(header.quality, AUTO_CEILING[quality])
