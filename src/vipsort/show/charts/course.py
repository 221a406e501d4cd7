"""A number over the time of a run: a line with what lies below it filled."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from vipsort.show.charts.axis import Linear
from vipsort.show.charts.frame import Frame, Shown
from vipsort.show.charts.svg import element, picture, text

_MOST = 240  # points that can be told apart
_TOLD = 60  # stretches that tell their highest point when they are pointed at

Point = tuple[float, float]
"""Seconds, and the number then."""


def course(points: Sequence[Point], frame: Frame, label: str, shown: Shown) -> Markup:
    """The chart. Of many points each stretch keeps its highest one: a peak is what is looked for."""
    kept = thinned(points, _MOST)
    across = Linear(max(seconds for seconds, _ in kept), frame.left, frame.edge)
    up = Linear(max(number for _, number in kept), frame.base, frame.top)
    line = " ".join(f"{across(seconds):.1f},{up(number):.1f}" for seconds, number in kept)
    first, last = across(kept[0][0]), across(kept[-1][0])
    marks = [
        *frame.rungs(up.ticks(4), up, shown),
        *(text(show_seconds(tick), across(tick), frame.base + 16) for tick in across.ticks(4)),
        element("polygon", points=f"{first:.1f},{frame.base:.1f} {line} {last:.1f},{frame.base:.1f}", class_="below"),
        element("polyline", points=line, class_="line"),
        *_moments(thinned(kept, _TOLD), across, up, shown),
    ]
    highest = max(kept, key=lambda point: point[1])
    return picture(marks, frame.canvas, f"{label}, at most {_said(highest, shown)}")


def _moments(points: Sequence[Point], across: Linear, up: Linear, shown: Shown) -> Iterator[Markup]:
    """What is told where one points: from half way to the point before to half way to the next one."""
    places = [across(seconds) for seconds, _ in points]
    ends = [places[0], *((one + other) / 2 for one, other in pairwise(places)), places[-1]]
    for (start, end), place, point in zip(pairwise(ends), places, points, strict=True):
        room = element("rect", x=start, y=up.end, width=end - start, height=up.start - up.end)
        dot = element("circle", cx=place, cy=up(point[1]), r=3.5)
        yield element("g", [element("title", [_said(point, shown)]), room, dot], class_="moment")


def _said(point: Point, shown: Shown) -> str:
    seconds, number = point
    return f"{shown(number)} after {show_seconds(seconds)}"


def thinned(points: Sequence[Point], most: int) -> list[Point]:
    """At most so many points, the highest of each stretch, in their order."""
    if len(points) <= most:
        return list(points)
    size = len(points) / most
    stretches = (points[round(index * size) : round((index + 1) * size)] for index in range(most))
    return [max(stretch, key=lambda point: point[1]) for stretch in stretches]


def show_seconds(seconds: float) -> str:
    """A stretch of time for people: ``0.4 s``, ``12 s``, ``3 min``, ``2.5 h``."""
    if seconds < 120:  # noqa: PLR2004 - from here on minutes say it better
        return f"{seconds:.2g} s" if seconds < 10 else f"{seconds:.0f} s"  # noqa: PLR2004
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"  # noqa: PLR2004
