"""Columns side by side, one or more for each label: a histogram where there is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vipsort.show.charts.axis import Linear, every
from vipsort.show.charts.frame import Frame, Shown
from vipsort.show.charts.svg import element, picture, text

_SHARE = 0.76  # of its room that a group of columns takes
_WIDEST = 64.0  # units of a group
_LEAST = 1.5  # units of a column that is not 0


@dataclass(frozen=True, slots=True)
class Group:
    """What stands above one label; `title` says it in words, `chosen` is what shows its files in the list."""

    label: str
    values: tuple[float, ...]
    title: str
    chosen: str = ""


def columns(groups: Sequence[Group], frame: Frame, label: str, shown: Shown) -> Markup:
    """The chart; groups with something to choose are buttons."""
    axis = Linear(max((value for group in groups for value in group.values), default=0), frame.base, frame.top)
    rungs = frame.rungs(axis.ticks(), axis, shown)
    return picture([*rungs, *_groups(groups, frame, axis)], frame.canvas, label)


def _groups(groups: Sequence[Group], frame: Frame, axis: Linear) -> Iterator[Markup]:
    room = (frame.edge - frame.left) / max(1, len(groups))
    step = every([group.label for group in groups], frame.edge - frame.left)
    for index, group in enumerate(groups):
        x = frame.left + room * index
        parts = [element("title", [group.title]), *_columns(group, x, room, axis)]
        if (len(groups) - 1 - index) % step == 0:  # counted from the last: the newest year has its name
            parts.append(text(group.label, x + room / 2, frame.base + 16))
        if group.chosen:
            # All of its room is the button, not the column alone: a small one could hardly be hit.
            parts.append(element("rect", x=x, y=frame.top, width=room, height=frame.base - frame.top, class_="room"))
            yield element(
                "g", parts, class_="hit", data_choose=group.chosen, tabindex=0, role="button", aria_label=group.title
            )
        else:
            yield element("g", parts, class_="group")


def _columns(group: Group, x: float, room: float, axis: Linear) -> Iterator[Markup]:
    together = min(room * _SHARE, _WIDEST)
    width = together / len(group.values)
    start = x + (room - together) / 2
    for index, value in enumerate(group.values):
        height = max(axis.start - axis(value), _LEAST if value else 0.0)
        yield element(
            "rect",
            x=start + width * index,
            y=axis.start - height,
            width=max(width - (1.0 if len(group.values) > 1 else 0.0), 0.5),
            height=height,
            class_=f"series-{index}",
        )
