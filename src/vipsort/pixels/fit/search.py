"""The best quality whose file still fits: a search that knows nothing of images."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vipsort.photo.making import Step
from vipsort.pixels.fit.curve import Curve

# By bench/size_search.py: an encode more for every fourth picture is what the last quality in a hundred would cost.
_LIKELY = 0.5  # a quality is tried where it fits rather than not
_WORTH_A_TRY = 0.4  # chance below which the next quality is not worth another encode,
_OUT_OF_REACH = 0.01  # where the one after it is as good as known not to fit

_ASTRAY = 5  # standard deviations between a size and what was told of it

_MORE_THAN_BISECTION = 3  # encodes, at the worst: with fewer, the bracket would force far tries on good curves


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to: the file that fits with its quality (None where there is none), and the way to it.

    `astray` once an encode was nowhere near what the curve had told: this is no picture like others.
    """

    data: bytes
    quality: int | None
    curve: Curve
    predicted: int
    steps: tuple[Step, ...]
    astray: bool = False


def search(encode: Callable[[int], bytes], curve: Curve, qualities: Sequence[int], limit: int) -> Search:
    """The highest of the ascending `qualities` whose file is at most `limit` bytes, or the one below it.

    The curve says where to look, every encode corrects it, and the search ends where the next quality is as good as
    known not to fit. Whatever the curve says, a bracket closes in: at the worst three encodes later than bisection.
    """
    low, high = -1, len(qualities)  # the best place that fits, and the lowest that does not
    spare = len(qualities).bit_length() + _MORE_THAN_BISECTION
    found = Search(b"", None, curve, 0, ())
    while high - low > 1:
        between = qualities[low + 1 : high]
        if low >= 0 and not _worth_looking(found.curve, between, limit):
            break
        spare -= 1
        room = 2**spare - 1  # places that bisection could still search with what is left
        aim = max(low + 1, low + likely_to_fit(found.curve, between, limit))
        if found.astray:
            aim = _inwards(aim, low, high)
        place = max(high - 1 - room, min(aim, low + 1 + room))
        found = _tried(found, encode, qualities[place], limit)
        low, high = (place, high) if found.quality == qualities[place] else (low, place)
    return found


def likely_to_fit(curve: Curve, qualities: Sequence[int], limit: int) -> int:
    """How many of the ascending qualities, from the lowest on, are more likely to fit than not."""
    return bisect_left(qualities, True, key=lambda quality: curve.chance(quality, limit) < _LIKELY)


def _worth_looking(curve: Curve, above: Sequence[int], limit: int) -> bool:
    """Whether a better quality than what fits already may be found among those `above` it."""
    next_one, *after = (curve.chance(quality, limit) for quality in above[:2])
    return next_one >= _WORTH_A_TRY or any(chance >= _OUT_OF_REACH for chance in after)


def _inwards(place: int, low: int, high: int) -> int:
    """The place, but a quarter of what is left away from either end: then each encode leaves less by a quarter."""
    margin = max(1, (high - low) // 4)
    return max(low + margin, min(place, high - margin))


def _tried(found: Search, encode: Callable[[int], bytes], quality: int, limit: int) -> Search:
    expected = found.curve.size(quality)
    data = encode(quality)
    # The first encode may surprise: until then nothing, or only a probe, was known.
    surprised = bool(found.steps) and found.curve.surprise(quality, len(data)) > _ASTRAY
    seen = Search(
        data=found.data,
        quality=found.quality,
        curve=found.curve.after(quality, len(data)),
        predicted=found.predicted,
        steps=(*found.steps, Step(quality, 1.0, len(data))),
        astray=found.astray or surprised,
    )
    return replace(seen, data=data, quality=quality, predicted=expected) if len(data) <= limit else seen
