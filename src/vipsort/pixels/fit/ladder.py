"""The most harmless of several ways to write a picture whose file still fits: a walk that knows nothing of images."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vipsort.photo.making import Step
from vipsort.pixels.encoders.rung import Rung


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a walk down the rungs came to rest: on the first whose file fits; where none does, on the smallest file.

    `steps` are the encodes on the way.
    """

    rung: Rung
    data: bytes
    fits: bool
    steps: tuple[Step, ...]


def first_that_fits(rungs: Sequence[Rung], encode: Callable[[Rung], bytes], limit: int) -> Stand:
    """The first rung with a file of at most `limit` bytes; else that of the smallest, which has to shrink the least.

    A rung is passed over where its file is known to be too big from the one before. The last is always tried.
    """
    steps: list[Step] = []
    least = 0.0  # bytes that the file of the rung in hand has, by the last one that was encoded
    smallest, smallest_rung = b"", rungs[0]
    for rung in rungs:
        least *= rung.least
        if least > limit and rung is not rungs[-1]:
            continue
        data = encode(rung)
        steps.append(Step(None, 1.0, len(data)))
        if len(data) <= limit:
            return Stand(rung, data, fits=True, steps=tuple(steps))
        least = len(data)
        if not smallest or len(data) < len(smallest):
            smallest, smallest_rung = data, rung
    return Stand(smallest_rung, smallest, fits=False, steps=tuple(steps))
