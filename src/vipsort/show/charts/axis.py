"""Where numbers lie along an axis, and which of them are written beside it."""

from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 5, 10)
_DECADE_STEPS = 6  # labels along a logarithmic axis, at most
_LETTER = 6.4  # units that a letter takes


@dataclass(frozen=True, slots=True)
class Linear:
    """Numbers from 0 to `most` over the places from `start` to `end`."""

    most: float
    start: float
    end: float

    def __call__(self, number: float) -> float:
        """The place of a number."""
        return self.start + (self.end - self.start) * (number / self.most if self.most else 0)

    def ticks(self, count: int = 5) -> list[float]:
        """About so many round numbers, 0 and the last one below `most` included."""
        if not self.most:
            return [0.0]
        step = _round_up(self.most / count)
        return [step * index for index in range(floor(self.most / step + 1e-9) + 1)]


@dataclass(frozen=True, slots=True)
class Logarithmic:
    """Numbers from `least` to `most`, both above 0, over the places from `start` to `end`."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, number: float) -> float:
        """The place of a number; what lies beyond the ends is put at them."""
        inside = min(max(number, self.least), self.most)
        return self.start + (self.end - self.start) * log10(inside / self.least) / log10(self.most / self.least)

    def ticks(self) -> list[float]:
        """Powers of ten, or of a hundred or a thousand where there are many."""
        first, last = ceil(log10(self.least) - 1e-9), floor(log10(self.most) + 1e-9)
        step = max(1, ceil((last - first) / _DECADE_STEPS))
        return [10.0**power for power in range(first, last + 1, step)]


def decades(least: float, most: float) -> tuple[float, float]:
    """The powers of ten around numbers above 0, at least one apart."""
    low, high = floor(log10(least)), ceil(log10(most))
    return 10.0**low, 10.0 ** max(high, low + 1)


def every(labels: list[str], width: float) -> int:
    """Which of so many labels side by side can be written: each, each second, each third."""
    longest = max(map(len, labels), default=1)
    return max(1, ceil(len(labels) * (longest + 1.5) * _LETTER / width))


def _round_up(step: float) -> float:
    power = 10.0 ** floor(log10(step))
    return next(power * factor for factor in _STEPS if power * factor >= step * (1 - 1e-9))
