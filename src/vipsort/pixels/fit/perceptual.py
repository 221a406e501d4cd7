"""The lowest quality that looks as good as was asked: a search that knows nothing of images.

With the curve that photographs have in common as a scale, what each one loses is nearly a straight line of slope one:
a look tells how high that lies, and two looks how much steeper it is than most.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vipsort.pixels.fit.score_shape import ScoreShape

_SLACK = 0.25  # points below the target that still reach it: half a step of quality, so that the mean is the target
_NEAR = (1.25, 2.5)  # points to either side where the first whole encode is kept, and a later one: each costs as much
_SURE = 0.6  # points: a standard deviation below which another look at tiles, good to 0.7 themselves, tells no more
_NOISE = 0.015  # of a logarithm of loss between looks
_PATIENCE = 3  # looks, before halving what is left is the surer way
_LEAST_LOSS = 0.1  # points: identical pixels lose nothing, which has no logarithm
_LEAST_SLOPE = 0.25


@dataclass(frozen=True, slots=True)
class Aim:
    """The score to reach, and how it is looked at.

    `tiled` where only tiles are scored; `kept` where what is encoded for a look can be the result.
    """

    score: float
    tiled: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A quality that was looked at, and the score of the whole picture as far as that tells it."""

    quality: int
    score: float

    @property
    def loss(self) -> float:
        """The logarithm of what is lost."""
        return math.log(max(_LEAST_LOSS, 100 - self.score))


@dataclass(frozen=True, slots=True)
class Looked:
    """The quality to take, and its score: measured if it is among the looks, else foretold.

    `reached` is false where even the highest quality falls short, which is the one to take then.
    """

    quality: int
    score: float
    looks: tuple[Look, ...]
    reached: bool


def quality_for(aim: Aim, shape: ScoreShape, qualities: Sequence[int], score_at: Callable[[int], float]) -> Looked:
    """The lowest of the qualities, which rise, that reaches the score; `score_at` encodes, decodes and scores."""
    search = _Search(aim, shape, qualities)
    while not search.settled:
        quality = qualities[search.next_place]
        score = score_at(quality)
        look = Look(quality, shape.of_whole(score) if aim.tiled else score)
        search = replace(search, looks=(*search.looks, look))
    return search.looked


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known so far. Places are those of the qualities; each look lay between the last miss and first hit."""

    aim: Aim
    shape: ScoreShape
    qualities: Sequence[int]
    looks: tuple[Look, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether another look is not worth it."""
        if not self.looks or self._seen(self._guess) or self._near:
            return bool(self.looks)
        return not self.aim.kept and self._foretold(self._guess)[1] <= _SURE

    @property
    def next_place(self) -> int:
        """Where the target is expected, or in the middle once that led astray."""
        return self._guess if len(self.looks) < _PATIENCE else (self._low + self._high) // 2

    @property
    def looked(self) -> Looked:
        """What came of it."""
        expected = Look(self.qualities[self._guess], self._foretold(self._guess)[0])
        look = self._near or self._seen(self._guess) or expected
        return Looked(look.quality, look.score, self.looks, reached=look == self._near or self._reaches(look.score))

    @property
    def _low(self) -> int:
        return max(
            (self.qualities.index(look.quality) for look in self.looks if not self._reaches(look.score)), default=-1
        )

    @property
    def _high(self) -> int:
        hits = (self.qualities.index(look.quality) for look in self.looks if self._reaches(look.score))
        return min(hits, default=len(self.qualities))

    @property
    def _guess(self) -> int:
        """The first place that is expected to reach the target; the highest if none is."""
        between = range(self._low + 1, self._high)
        expected = (place for place in between if self._reaches(self._foretold(place)[0]))
        return next(expected, min(self._high, len(self.qualities) - 1))

    @property
    def _near(self) -> Look | None:
        """The look that can be kept, if it is near enough."""
        nearest = min(self.looks, key=self._off)
        enough = _NEAR[0] if len(self.looks) == 1 else _NEAR[1]
        return nearest if self.aim.kept and self._off(nearest) <= enough else None

    def _foretold(self, place: int) -> tuple[float, float]:
        """The expected score at a place, and its standard deviation."""
        quality = self.qualities[place]
        if not self.looks:
            return self.shape.score(quality), math.inf
        anchor, *others = sorted(self.looks, key=self._off)
        slope, spread = self._slope(anchor, others[0]) if others else (1.0, self.shape.tilt)
        way = self.shape.loss(quality) - self.shape.loss(anchor.quality)
        lost = math.exp(anchor.loss + slope * way)
        return 100 - lost, lost * spread * abs(way)

    def _slope(self, one: Look, other: Look) -> tuple[float, float]:
        """How steep the picture's line is through two looks, as far as noise allows, and the doubt that is left."""
        way = self.shape.loss(other.quality) - self.shape.loss(one.quality)
        known = self.shape.tilt**2 * way**2
        surprise = (other.loss - one.loss) - way
        slope = 1 + self.shape.tilt**2 * way * surprise / (known + _NOISE**2)
        return max(slope, _LEAST_SLOPE), self.shape.tilt * _NOISE / math.sqrt(known + _NOISE**2)

    def _seen(self, place: int) -> Look | None:
        return next((look for look in self.looks if look.quality == self.qualities[place]), None)

    def _off(self, look: Look) -> float:
        return abs(look.score - self.aim.score)

    def _reaches(self, score: float) -> bool:
        return score >= self.aim.score - _SLACK
