"""Bytes before against bytes after, both logarithmic: as many points as there are, as few marks as can be seen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import inf

from markupsafe import Markup

from vipsort.photo.units import show_size
from vipsort.show.charts.axis import Logarithmic, decades
from vipsort.show.charts.frame import Frame
from vipsort.show.charts.svg import element, picture, text

CELL = 5.0
"""Units a side of the square that points fall into; its shade tells how many there are."""

SHADES = (1, 3, 10, 30)
"""Points from which on a square is darker."""


def scatter(points: Iterable[tuple[int, int]], limit: int | None, frame: Frame, label: str) -> Markup:
    """The chart of (before, after) in bytes; with the limit where there was one, and the line of what stayed equal.

    The points are gone through twice.
    """
    least, most = _ends(points, limit)
    across = Logarithmic(least, most, frame.left, frame.edge)
    up = Logarithmic(least, most, frame.base, frame.top)
    marks = [
        *frame.rungs(up.ticks(), up, show_round),
        *(text(show_round(tick), across(tick), frame.base + 16) for tick in across.ticks()),
        element("line", x1=across(least), y1=up(least), x2=across(most), y2=up(most), class_="equal"),
        *_squares(_seen(points), across, up, up(limit) if limit else 0.0),
    ]
    if limit:
        y = up(limit)
        marks += [
            element("line", x1=frame.left, x2=frame.edge, y1=y, y2=y, class_="limit"),
            text(f"limit {show_round(limit)}", frame.left + 6, y - 6, "start"),
        ]
    return picture(marks, frame.canvas, label)


def show_round(size: float) -> str:
    """A power of ten as a size: ``10 kB``."""
    return show_size(size).replace(".0 ", " ")


def _seen(points: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return ((before, after) for before, after in points if before > 0 and after > 0)


def _ends(points: Iterable[tuple[int, int]], limit: int | None) -> tuple[float, float]:
    least, most = (limit, limit) if limit else (inf, 0)
    for point in _seen(points):
        least, most = min(least, *point), max(most, *point)
    return decades(least, most) if most else (1_000.0, 1_000_000.0)


def _squares(points: Iterable[tuple[int, int]], across: Logarithmic, up: Logarithmic, edge: float) -> Iterator[Markup]:
    """One path for each shade: a hundred thousand points are some hundred squares.

    Squares end at the height `edge`, the limit's: what is within it is not seen beyond it.
    """
    cells = Counter((across(before) // CELL, (up(after) - edge) // CELL) for before, after in points)
    for shade, fewest in enumerate(SHADES):
        below = SHADES[shade + 1] if shade + 1 < len(SHADES) else float("inf")
        path = "".join(
            f"M{x * CELL:.1f} {edge + y * CELL:.1f}h{CELL - 1:g}v{CELL - 1:g}h-{CELL - 1:g}z"
            for (x, y), count in sorted(cells.items())
            if fewest <= count < below
        )
        if path:
            yield element("path", d=path, class_=f"shade-{shade}")
