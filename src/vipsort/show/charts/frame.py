"""The room of a chart: its size, what its labels take, and the lines behind it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from vipsort.show.charts.svg import Canvas, element, text

Shown = Callable[[float], str]
"""How a number is written; as nothing where it has no place on an axis, as half a file."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Units are those of the SVG, about a pixel on the page."""

    width: float
    height: float
    left: float = 52
    right: float = 14
    top: float = 14
    bottom: float = 24

    @property
    def canvas(self) -> Canvas:
        """All of it."""
        return Canvas(self.width, self.height)

    @property
    def base(self) -> float:
        """The y of the x axis."""
        return self.height - self.bottom

    @property
    def edge(self) -> float:
        """The x where the room for data ends."""
        return self.width - self.right

    def rungs(self, ticks: Iterable[float], place: Callable[[float], float], shown: Shown) -> Iterator[Markup]:
        """A line across for each tick of the y axis that is shown, with its number."""
        for tick in ticks:
            if words := shown(tick):
                y = place(tick)
                yield element("line", x1=self.left, x2=self.edge, y1=y, y2=y, class_="rung")
                yield text(words, self.left - 6, y + 4, "end")
