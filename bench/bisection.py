"""Plain bisection over qualities, by programs that know nothing of curves: what the search is measured against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bisected:
    """The last file that fits, empty where none does, and how many were made on the way."""

    data: bytes
    encodes: int


def bisected(encode: Callable[[int], bytes], qualities: Sequence[int], limit: int) -> Bisected:
    """The highest of the ascending qualities that is found to fit: the ceiling first, then halves of what is left."""
    best, encodes = encode(qualities[-1]), 1
    if len(best) <= limit:
        return Bisected(best, encodes)
    best, low, high = b"", -1, len(qualities) - 1  # the best place that fits, and the lowest that does not
    while high - low > 1:
        middle = (low + high) // 2
        data = encode(qualities[middle])
        encodes += 1
        if len(data) <= limit:
            best, low = data, middle
        else:
            high = middle
    return Bisected(best, encodes)
