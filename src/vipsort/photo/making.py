"""How new bytes of a picture came about: every encode on the way, and what bound the result."""

from dataclasses import dataclass
from enum import StrEnum


class Bound(StrEnum):
    """What decided the bytes that were placed."""

    FITS = "fits"  # the original is within the limit
    CEILING = "ceiling"  # the highest quality that was allowed
    SIZE = "size"  # the highest quality that fits the size
    PERCEPTUAL = "perceptual"  # the lowest quality that looks as good as was asked
    SHRUNK = "shrunk"  # its dimensions had to give
    KEPT_ORIGINAL = "kept-original"  # the original was the smaller one
    UNREACHABLE = "unreachable"  # nothing fits


@dataclass(frozen=True, slots=True)
class Step:
    """One encode on the way: quality and scale that were tried, and the bytes of it.

    `share` is the part of a whole encode's work: less than 1 for a probe, or for a cheaper encoder's.
    """

    quality: int | None
    scale: float
    size: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Making:
    """How new bytes came about. `predicted` is what probes foretold of their size, before the encode that was kept."""

    quality: int | None = None
    scale: float = 1.0
    bound: Bound | None = None
    predicted: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def encodes(self) -> int:
        """Encodes of the whole picture."""
        return sum(step.share == 1 for step in self.steps)


UNMADE = Making()
"""Of bytes that are as they were."""
