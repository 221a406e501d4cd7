"""How much of a JPEG's detail is decoded at all: libjpeg computes a half, a quarter or an eighth for less."""

from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size

_ENOUGH = {8: 1.7, 4: 1.3, 2: 1.0}
"""For each factor the least that has to be left for the resize to come, so that the mean of camera pictures scores 90
against a full decode, by SSIMULACRA 2: not to be told apart (bench/shrink_on_load.py)."""

_PLENTY = {8: 2.0, 4: 2.0, 2: 2.0}
"""What libvips' own `thumbnail` leaves."""


def shrink_on_load(stored: Size, wanted: Size, effort: Effort) -> int:
    """The factor by which a decoder divides both sides: 1, 2, 4 or 8. Both sizes are upright, or both as stored."""
    smaller = min(stored.width / wanted.width, stored.height / wanted.height)
    least = _PLENTY if effort is Effort.SMALL else _ENOUGH
    return next((factor for factor, left in least.items() if smaller >= factor * left and _divides(factor, stored)), 1)


def _divides(factor: int, size: Size) -> bool:
    """Whether nothing is left over: libvips drops that, and the far edges move by up to a pixel."""
    return size.width % factor == 0 == size.height % factor
