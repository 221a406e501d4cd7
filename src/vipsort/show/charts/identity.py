"""The identity as a bar: what was found is what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vipsort.show.charts.svg import Canvas, element, picture

_WIDTH, _HEIGHT = 1000.0, 36.0
_GAP = 2.0
_LEAST = 6.0  # what one file in a million is seen by


@dataclass(frozen=True, slots=True)
class Part:
    """Files of one kind: `kind` is the class of its colour, `chosen` what shows them in the list."""

    kind: str
    count: int
    label: str
    chosen: str


def identity(parts: Sequence[Part]) -> Markup:
    """The parts one after the other, each as wide as its share; none that is there is too narrow to be seen."""
    there = [part for part in parts if part.count]
    label = ", ".join(part.label for part in there) or "nothing was found"
    return picture(_segments(there), Canvas(_WIDTH, _HEIGHT, stretched=True), label, "identity")


def widths(counts: Sequence[int]) -> list[float]:
    """How wide each part is; all of them with the gaps between fill the bar."""
    room = _WIDTH - _GAP * (len(counts) - 1)
    narrow: set[int] = set()
    while True:  # each that is widened makes the others narrower
        rest = sum(count for part, count in enumerate(counts) if part not in narrow)
        share = (room - _LEAST * len(narrow)) / rest
        more = {part for part, count in enumerate(counts) if count * share < _LEAST}
        if more <= narrow:
            return [_LEAST if part in narrow else count * share for part, count in enumerate(counts)]
        narrow |= more


def _segments(parts: Sequence[Part]) -> Iterator[Markup]:
    x = 0.0
    for part, width in zip(parts, widths([part.count for part in parts]) if parts else [], strict=True):
        bar = element("rect", x=x, y=0.0, width=width, height=_HEIGHT, rx=3)
        yield element("g", [element("title", [part.label]), bar], class_=f"hit {part.kind}", data_choose=part.chosen)
        x += width + _GAP
