"""What the search for a size costs in CPU, end to end, against plain bisection with the same encoder and pixels.

Above the floor's size both search from the floor to the ceiling; below it pictures are made smaller, against a loop
that takes a tenth off the sides until the file fits. The first decoding is left out, being the same for both.
"""

import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

from bisection import bisected
from camera_pictures import Half, pictures
from machine import describe
from options import parser
from size_cases import SIDES, Case, Way, cases
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.fit.make import CEILING, make

_STEP = 0.9  # of the sides: what programs do that make a picture smaller until it fits
_HEAD = (
    "limit kept by",
    "limits",
    "CPU ratio",
    "CPU ms",
    "simple: CPU ms",
    "encodes",
    "probes",
    "simple: encodes",
    "fill",
    "simple: fill",
    "over the limit",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """Bytes that were made, encodes of the whole picture on the way, and probes as its fractions."""

    data: bytes
    encodes: int
    probes: float = 0.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What one way took for one limit, and what part of the limit it filled."""

    cpu_s: float
    tried: Tried
    fill: float


@dataclass(frozen=True, slots=True)
class Timed:
    """One limit, kept both ways."""

    way: Way
    ours: Spent
    simple: Spent


def main() -> None:
    """Time every picture in every format, both ways in turns."""
    words = _words()
    machine = describe({"pictures": words.count, "sides": SIDES, "effort": words.effort})
    publish(words.out, "size-time.md", "\n".join(_measured(format_, words) for format_ in words.formats))
    (words.out / "size-time-machine.json").write_text(machine, encoding="utf-8")


def _measured(format_: Format, words: Namespace) -> str:
    paths = pictures(words.pictures, Half.HELD_OUT)
    chosen = paths[:: max(1, len(paths) // words.count)][: words.count]
    every = (case for path in chosen for case in cases(path, format_, words.effort))
    timed = [_timed(case, ours_first=number % 2 == 0) for number, case in enumerate(every)]
    rows = [_row(way, [one for one in timed if one.way is way]) for way in Way]
    title = f"{format_}, effort {words.effort}: {len(chosen)} pictures of {SIDES[format_]} px"
    return f"{title}\n\n{markdown(_HEAD, rows)}"


def _timed(case: Case, *, ours_first: bool) -> Timed:
    if ours_first:
        ours, simple = _spent(case, _ours), _spent(case, _simple)
    else:
        simple, ours = _spent(case, _simple), _spent(case, _ours)
    return Timed(case.way, ours, simple)


def _spent(case: Case, keep_limit: Callable[[Case], Tried]) -> Spent:
    case.canvas.at(1)  # rendered before the clock runs
    start = time.process_time()
    tried = keep_limit(case)
    return Spent(time.process_time() - start, tried, len(tried.data) / case.limit)


def _ours(case: Case) -> Tried:
    made = make(case.canvas)
    if made is None:
        raise ValueError("no recipe here lets the original go in its place")
    return Tried(made.data, made.making.encodes, sum(step.share for step in made.making.steps if step.share < 1))


def _simple(case: Case) -> Tried:
    """The highest quality by halving, or the largest picture of a fixed quality by taking a tenth off its sides."""
    canvas, encoder = case.canvas, case.encoder
    if case.way is Way.QUALITY:
        qualities = [quality for quality in encoder.qualities if encoder.floor <= quality <= CEILING]
        halved = bisected(partial(canvas.encoded, 1, encoder), qualities, case.limit)
        return Tried(halved.data, halved.encodes)
    quality = encoder.usual if case.way is Way.SHRINK_FIRST else encoder.floor
    scale, encodes = 1.0, 1
    while len(data := canvas.encoded(scale, encoder, quality)) > case.limit:
        scale, encodes = scale * _STEP, encodes + 1
    return Tried(data, encodes)


def _row(way: Way, timed: Sequence[Timed]) -> Row:
    ours, simple = [one.ours for one in timed], [one.simple for one in timed]
    ours_ms, simple_ms = (fmean(spent.cpu_s for spent in of) * 1e3 for of in (ours, simple))
    return (
        way,
        len(timed),
        ours_ms / simple_ms,
        ours_ms,
        simple_ms,
        fmean(spent.tried.encodes for spent in ours),
        fmean(spent.tried.probes for spent in ours),
        fmean(spent.tried.encodes for spent in simple),
        f"{fmean(spent.fill for spent in ours):.3f}",
        f"{fmean(spent.fill for spent in simple):.3f}",
        sum(spent.fill > 1 for spent in ours),
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--count", type=int, default=12, help="pictures of the half held out")
    words.add_argument("--effort", type=Effort, default=Effort.BALANCED)
    words.add_argument("--formats", type=Format, nargs="+", default=list(SIDES))
    return words.parse_args()


if __name__ == "__main__":
    main()
