"""How many encodes the search for a size takes, and what it finds, against every quality tried and plain bisection.

Encodes are looked up in the tables of sizes.py, which were made by the encoders themselves.
"""

import math
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles

from bisection import bisected
from camera_pictures import Half
from options import parser
from size_table import HIGHEST, LOWEST, Picture, read
from table import Row, markdown, publish
from vipsort.pixels.fit.search import search

_TARGETS = 24
_HEAD = (
    "format",
    "pictures",
    "full encodes",
    "probes",
    "together",
    "at most",
    "best quality",
    "best or one below",
    "over the limit",
    "fill",
    "bisection: encodes",
    "bisection: fill",
    "probe's error: median",
    "probe's error: 90 %",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one limit: encodes and probes, and how many qualities below the best one it was."""

    encodes: int
    probes: float
    below: int
    fill: float
    bisection_encodes: int
    bisection_fill: float


def main() -> None:
    """Search in every table that is given."""
    words = _words()
    rows = [_row(read(table, Half.HELD_OUT)) for table in words.tables]
    text = f"{_TARGETS} limits a picture, between its sizes at quality {LOWEST} and {HIGHEST}; pictures held out.\n\n"
    publish(words.out, "size-search.md", text + markdown(_HEAD, rows))


def _row(pictures: Sequence[Picture]) -> Row:
    found = [one for picture in pictures for one in _searched(picture)]
    errors = [error for picture in pictures for error in _errors(picture)]
    return (
        pictures[0].format,
        len(pictures),
        fmean(one.encodes for one in found),
        fmean(one.probes for one in found),
        fmean(one.encodes + one.probes for one in found),
        max(one.encodes for one in found),
        f"{fmean(one.below == 0 for one in found):.1%}",
        f"{fmean(one.below in {0, 1} for one in found):.1%}",
        sum(one.fill > 1 for one in found),
        f"{fmean(one.fill for one in found):.3f}",
        fmean(one.bisection_encodes for one in found),
        f"{fmean(one.bisection_fill for one in found):.3f}",
        f"{median(errors):.1%}",
        f"{quantiles(errors, n=10)[-1]:.1%}",
    )


def _searched(picture: Picture) -> Iterator[Found]:
    qualities = picture.qualities
    for limit in _limits(picture):
        found = search(picture.encoded, picture.curve, qualities, limit)
        halved = bisected(picture.encoded, qualities, limit)
        best = max(place for place, quality in enumerate(qualities) if picture.sizes[quality] <= limit)
        place = qualities.index(found.quality) if found.quality is not None else -1
        yield Found(
            encodes=len(found.steps),
            probes=picture.share,
            below=best - place,
            fill=len(found.data) / limit,
            bisection_encodes=halved.encodes,
            bisection_fill=len(halved.data) / limit,
        )


def _limits(picture: Picture) -> Iterator[int]:
    """Bytes, evenly spread in their logarithm, in the middle of as many parts."""
    smallest, largest = (picture.sizes[picture.qualities[end]] for end in (0, -1))
    for number in range(_TARGETS):
        yield round(smallest * math.pow(largest / smallest, (number + 0.5) / _TARGETS))


def _errors(picture: Picture) -> Iterator[float]:
    """By how much the size told from the probe alone is off, at every quality."""
    for quality in picture.qualities if picture.share else ():
        yield abs(picture.curve.size(quality) / picture.sizes[quality] - 1)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("tables", type=Path, nargs="+", help="what sizes.py printed, one file a format")
    return words.parse_args()


if __name__ == "__main__":
    main()
