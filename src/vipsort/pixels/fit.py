"""The best quality whose file still fits: a search that knows nothing of images."""

from collections.abc import Callable
from dataclasses import dataclass, replace

FLOOR, CEILING = 10, 95
"""The qualities between which a size is looked for; above the ceiling files grow and nobody sees why."""

_FILL = 0.97  # of the limit: what a guess aims at
_FULL_ENOUGH = 0.94  # of the limit: where looking further is not worth another encode
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Fitted:
    """A file that fits, the quality or scale that made it, and the full encodes that it took."""

    data: bytes
    quality: int | None
    scale: float
    encodes: int


def best_quality(encode: Callable[[int], bytes], limit: int, highest: int) -> Fitted | int:
    """The largest file of at most `limit` bytes with a quality in [FLOOR, highest], by bisection.

    Returns the number of encodes spent where even the floor does not fit.
    """
    low, high, encodes, best = min(FLOOR, highest), highest, 0, None
    guess = highest
    while low <= high:
        data = encode(guess)
        encodes += 1
        if len(data) <= limit:
            best, low = Fitted(data, guess, 1.0, encodes), guess + 1
        else:
            high = guess - 1
        guess = (low + high) // 2
    return replace(best, encodes=encodes) if best else encodes


def best_scale(encode: Callable[[float], bytes], limit: int) -> Fitted | None:
    """The largest scale found in (0, 1] whose file fits; None if none does.

    Bytes grow about as the area does, so each try tells the next one where to aim; a bracket keeps it honest.
    """
    scale, too_big, encodes, best = 1.0, 1.0, 0, None
    for _ in range(_STEPS):
        data = encode(scale)
        encodes += 1
        if len(data) <= limit:
            best = Fitted(data, None, scale, encodes)
            if scale == 1.0 or len(data) >= limit * _FULL_ENOUGH:
                break
        else:
            too_big = scale
        largest_good = best.scale if best else 0.0
        aim = scale * (limit * _FILL / len(data)) ** 0.5
        scale = aim if largest_good < aim < too_big else (largest_good + too_big) / 2
    return replace(best, encodes=encodes) if best else None
