"""How a picture looks at so many bytes: read off between files that were made of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Made:
    """A file's bytes, and the SSIMULACRA 2 of what it shows."""

    size: int
    score: float


def score_at(files: Sequence[Made], size: float) -> float:
    """The score at so many bytes, on a line over their logarithm; not a number beyond the smallest and the largest."""
    for below, above in pairwise(sorted(files, key=lambda made: made.size)):
        if below.size <= size <= above.size:
            way = math.log(size / below.size) / max(math.log(above.size / below.size), 1e-9)
            return below.score + way * (above.score - below.score)
    return math.nan
