"""Bars as SVG: rows of names, and beside each name a bar for each thing that was measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 1080
_MARGIN, _NAMES, _GAP = 24, 220, 24
_LINE, _BAR, _HEADING = 24, 15, 52
_NUMBER = 56  # room for the number behind the longest bar
_OURS, _BASE, _PEER = "#c2410c", "#475569", "#a8b3c2"


@dataclass(frozen=True, slots=True)
class Panel:
    """What a column of bars tells: its heading, the values of the rows, and a line that is the measure, if any."""

    heading: str
    values: Sequence[float]
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, the names of the rows, which of them is ours and which the measure, and the columns."""

    title: str
    names: Sequence[str]
    ours: frozenset[str]
    base: str
    panels: Sequence[Panel]

    @property
    def height(self) -> int:
        """Pixels, with the room below it."""
        return _HEADING + len(self.names) * _LINE + _LINE


def page(charts: Sequence[Chart], footer: Sequence[str]) -> str:
    """All charts below each other, as one SVG that needs nothing else."""
    parts, top = [], _MARGIN
    for chart in charts:
        parts += [f'<g transform="translate({_MARGIN} {top})">', *_chart(chart), "</g>"]
        top += chart.height
    parts += [_text(_MARGIN, top + line * 16, words, "note") for line, words in enumerate(footer)]
    height = top + len(footer) * 16 + _MARGIN
    style = (
        "text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:#1e293b}"
        "text{paint-order:stroke;stroke:#fff;stroke-width:3px}"
        ".title{font-size:16px;font-weight:600}.note{font-size:11px;fill:#64748b}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
    return "\n".join(
        [head, f"<style>{style}</style>", '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>\n"]
    )


def _chart(chart: Chart) -> Iterator[str]:
    yield _text(0, 14, chart.title, "title")
    for row, name in enumerate(chart.names):
        yield _text(0, _HEADING + row * _LINE + 12, name)
    room = (WIDTH - 2 * _MARGIN - _NAMES) // len(chart.panels)
    for column, panel in enumerate(chart.panels):
        yield f'<g transform="translate({_NAMES + column * room} 0)">'
        yield from _panel(panel, chart, room - _GAP - _NUMBER)
        yield "</g>"


def _panel(panel: Panel, chart: Chart, room: int) -> Iterator[str]:
    most = max([*panel.values, panel.mark or 0]) or 1
    yield _text(0, 38, panel.heading, "note")
    if panel.mark is not None:
        x, end = panel.mark / most * room, _HEADING + len(chart.names) * _LINE
        yield f'<path d="M{x:.1f} {_HEADING - 6}V{end}" stroke="#1e293b" stroke-dasharray="3 3" fill="none"/>'
    for row, (name, value) in enumerate(zip(chart.names, panel.values, strict=True)):
        y, length = _HEADING + row * _LINE, max(1.0, value / most * room)
        colour = _OURS if name in chart.ours else _BASE if name == chart.base else _PEER
        yield f'<rect x="0" y="{y}" width="{length:.1f}" height="{_BAR}" rx="2" fill="{colour}"/>'
        yield _text(length + 6, y + 12, _number(value))


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}>{escape(words)}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
