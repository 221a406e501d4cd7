"""How a picture's size follows quality: what photographs have in common, bent to what was seen of this one.

Sizes are natural logarithms of bytes a pixel. Photographs differ from their mean in a few ways (principal components);
how much of each is in this picture is unknown until it was encoded once. Regression with these ways as prior (a
Gaussian process) tells the expected size at any quality, and how sure that is.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from operator import mul
from typing import Any

from vipsort.photo.formats import Format

_EXACT = 0.001  # standard deviation of a whole encode: none, but for what keeps the sums sound


@dataclass(frozen=True, slots=True)
class Shape:
    """What photographs of a format have in common (bench/curves.py). Each list has a place for each quality 1 to 100.

    `ways` are scaled to one standard deviation. What they leave unexplained deviates by `rest`, alike over `reach`
    qualities. A probe's size a pixel deviates from the whole picture's by `probe_bias`, give or take `probe_spread`.
    At one quality, bytes follow pixels to the power of `shrink_power`, give or take `shrink_spread`.
    """

    mean: Sequence[float]
    ways: Sequence[Sequence[float]]
    rest: float
    reach: float
    probe_quality: int
    probe_bias: float
    probe_spread: float
    shrink_power: float
    shrink_spread: float

    def covariance(self, one: int, other: int) -> float:
        """How much the sizes at two qualities deviate together."""
        alike = self.rest**2 * math.exp(-abs(one - other) / self.reach)
        return alike + sum(way[one - 1] * way[other - 1] for way in self.ways)


@cache
def shape_of(format_: Format) -> Shape:
    """The shape that was measured for a format."""
    text = (resources.files("vipsort.pixels.fit") / "curves.json").read_text(encoding="utf-8")
    measured: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return Shape(**measured[format_])


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen at a quality: its log of bytes a pixel, and the standard deviation of that."""

    quality: int
    log_size: float
    spread: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The sizes of one picture. `overhead` is bytes that do not depend on quality: headers, metadata."""

    shape: Shape
    pixels: int
    overhead: int
    seen: tuple[Seen, ...] = ()

    def after(self, quality: int, size: int) -> "Curve":
        """The curve once the whole picture was encoded to `size` bytes."""
        return self._with(quality, self._log(size), _EXACT)

    def after_probe(self, size: int, share: float) -> "Curve":
        """The curve once a sample with this share of the pixels came to `size` bytes, headers not counted."""
        log_size = math.log(max(1, size) / (self.pixels * share)) - self.shape.probe_bias
        return self._with(self.shape.probe_quality, log_size, self.shape.probe_spread)

    def after_likeness(self, quality: int, size: float, spread: float) -> "Curve":
        """The curve once something like the whole picture came to `size` bytes, headers not counted."""
        return self._with(quality, math.log(max(1, size) / self.pixels), spread)

    def made_smaller(self, quality: int, pixels: int) -> "Curve":
        """The curve of the picture with so many pixels, as far as its size at a quality now tells that."""
        log_size = self._foretold(quality)[0] + (self.shape.shrink_power - 1) * math.log(pixels / self.pixels)
        smaller = Curve(self.shape, pixels, self.overhead)
        return smaller._with(quality, log_size, self.shape.shrink_spread)

    def factor_for(self, quality: int, limit: int) -> float:
        """The factor for the sides at which the picture is expected to come to `limit` bytes at a quality."""
        room = max(1, limit - self.overhead) / max(1, self.size(quality) - self.overhead)
        return math.pow(room, 0.5 / self.shape.shrink_power)

    def size(self, quality: int) -> int:
        """Bytes to be expected."""
        return self.overhead + round(math.exp(self._foretold(quality)[0]) * self.pixels)

    def chance(self, quality: int, limit: int) -> float:
        """How likely the picture is to fit into `limit` bytes."""
        if limit <= self.overhead:
            return 0.0
        expected, spread = self._foretold(quality)
        return math.erfc((expected - self._log(limit)) / (spread * math.sqrt(2))) / 2

    def surprise(self, quality: int, size: int) -> float:
        """How far a size is from the expected one, in standard deviations."""
        expected, spread = self._foretold(quality)
        return abs(self._log(size) - expected) / spread

    def _with(self, quality: int, log_size: float, spread: float) -> "Curve":
        return replace(self, seen=(*self.seen, Seen(quality, log_size, spread)))

    def _log(self, size: int) -> float:
        return math.log(max(1, size - self.overhead) / self.pixels)

    def _foretold(self, quality: int) -> tuple[float, float]:
        """The expected log of bytes a pixel, and its standard deviation, given what was seen."""
        shape = self.shape
        here = [shape.covariance(quality, seen.quality) for seen in self.seen]
        among = [
            [shape.covariance(one.quality, other.quality) + (one is other) * one.spread**2 for other in self.seen]
            for one in self.seen
        ]
        weights = solve(among, here)
        surprise = (seen.log_size - shape.mean[seen.quality - 1] for seen in self.seen)
        expected = shape.mean[quality - 1] + sum(map(mul, weights, surprise))
        variance = shape.covariance(quality, quality) - sum(map(mul, weights, here))
        return expected, math.sqrt(max(variance, _EXACT**2))


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The x of ``matrix x = right`` for a small symmetric positive definite matrix, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot, upper in enumerate(rows):
        for row in rows[pivot + 1 :]:
            times = row[pivot] / upper[pivot]
            row[pivot:] = [value - times * above for value, above in zip(row[pivot:], upper[pivot:], strict=True)]
    solved: list[float] = []
    for place, row in reversed(list(enumerate(rows))):
        known = sum(map(mul, row[place + 1 : -1], solved))
        solved.insert(0, (row[-1] - known) / row[place])
    return solved
