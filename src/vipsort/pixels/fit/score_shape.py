"""How good photographs look over quality: what they have in common, measured once for each lossy format.

What a picture lost is 100 less its score. The logarithm of that falls with quality along a curve that photographs
share, but for its height, and a little for its slope.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from vipsort.photo.formats import Format


@dataclass(frozen=True, slots=True)
class ScoreShape:
    """What photographs of a format have in common (bench/score_curves.py).

    `losses` are the mean logarithms of what is lost at `qualities`, falling. The slope of one picture deviates from
    one by `tilt`. A whole picture scores `bias` more than tiles that score 75, and `bias_slope` more for each point.
    """

    qualities: Sequence[int]
    losses: Sequence[float]
    tilt: float
    bias: float
    bias_slope: float

    def loss(self, quality: int) -> float:
        """The mean logarithm of what is lost; beyond the ends it goes on as straight as between the last two."""
        after = min(max(bisect_right(self.qualities, quality), 1), len(self.qualities) - 1)
        left, right = self.qualities[after - 1 : after + 1]
        part = (quality - left) / (right - left)
        return self.losses[after - 1] + part * (self.losses[after] - self.losses[after - 1])

    def score(self, quality: int) -> float:
        """The score that photographs have at a quality, by that mean."""
        return 100 - math.exp(self.loss(quality))

    def of_whole(self, score: float) -> float:
        """The score of a whole picture whose tiles have this one."""
        return score + self.bias + self.bias_slope * (score - 75)


@cache
def score_shape_of(format_: Format) -> ScoreShape:
    """The shape that was measured for a lossy format."""
    text = (resources.files("vipsort.pixels.fit") / "scores.json").read_text(encoding="utf-8")
    measured: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return ScoreShape(**measured[format_])
