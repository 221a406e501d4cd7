"""The largest scale at which a picture fits, where its quality is settled: a search that knows nothing of images."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from vipsort.photo.making import Step

_FILL = 0.985  # of the limit: what a guess aims at
_FULL_ENOUGH = 0.97  # of the limit: where looking further is not worth another encode
_TRIES = 8
_POWERS = (0.4, 1.3)  # between these, bytes follow pixels to a power, whatever a picture shows


@dataclass(frozen=True, slots=True)
class Scaled:
    """A file that fits, the scale of its sides, the size that was foretold of it, and the way there."""

    data: bytes
    scale: float
    predicted: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The limit in bytes, of which `overhead` depends on no pixel, and the smallest scale that is still a picture."""

    limit: int
    overhead: int
    least: float


def best_scale(encode: Callable[[float], bytes], quality: int | None, first: float, room: Room) -> Scaled | None:
    """The largest scale found in (0, 1] whose file fits; None if none does. `first` is where to look first.

    Bytes follow pixels to a power, which two tries tell; a bracket keeps that honest.
    """
    fits, too_big, scale, power = 0.0, math.inf, min(1.0, max(first, room.least)), 0.85
    best: Scaled | None = None
    steps: list[Step] = []
    for _ in range(_TRIES):
        data = encode(scale)
        predicted = _predicted(steps, scale, power, room) if steps else len(data)
        steps.append(Step(quality, scale, len(data)))
        if len(data) <= room.limit:
            best, fits = Scaled(data, scale, predicted, tuple(steps)), scale
            if scale == 1 or len(data) >= room.limit * _FULL_ENOUGH:
                break
        else:
            too_big = scale
            if scale <= room.least:
                break
        power = _power(steps, power, room)
        aim = scale * (_payload(int(room.limit * _FILL), room) / _payload(len(data), room)) ** (0.5 / power)
        scale = _inside(aim, fits, min(too_big, 1.0), room)
    return best and Scaled(best.data, best.scale, best.predicted, tuple(steps))


def _inside(aim: float, fits: float, too_big: float, room: Room) -> float:
    """The aim, where it is between what fits and what does not; else the middle of them."""
    if fits < aim < too_big:
        return max(aim, room.least)
    if too_big == 1 and aim >= 1:
        return 1.0
    return max((fits + too_big) / 2, room.least)


def _power(steps: list[Step], usual: float, room: Room) -> float:
    if len(steps) == 1 or steps[-1].scale == steps[-2].scale:
        return usual
    (one, other) = steps[-2:]
    power = math.log(_payload(one.size, room) / _payload(other.size, room)) / math.log(one.scale / other.scale) / 2
    return min(max(power, _POWERS[0]), _POWERS[1])


def _predicted(steps: list[Step], scale: float, power: float, room: Room) -> int:
    last = steps[-1]
    return room.overhead + round(_payload(last.size, room) * math.pow(scale / last.scale, 2 * power))


def _payload(size: int, room: Room) -> int:
    return max(1, size - room.overhead)
