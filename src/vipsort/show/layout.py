"""What is drawn of a run, by how wide the window is: two bars and two lines, less in less room, one line in little."""

from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from vipsort.flow.snapshot import Snapshot
from vipsort.photo.escape import shown
from vipsort.photo.units import show_size
from vipsort.show.course import Course, counted_in, total_of
from vipsort.show.duration import about, exactly

_FULL, _SHORT = 80, 41  # columns
_LEAST_LINES = 6  # of a window for more than one line
_NOTEWORTHY = 2.0  # seconds that a picture is in hand
_LONG = 60.0  # seconds: what is less may be little more than what was counted so far


class Layout:
    """Puts a run into lines for a terminal, in its own encoding and with the colours that it has."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, legacy_windows=False, soft_wrap=False)
        self._encoding = stream.encoding or "ascii"

    def lines(self, snapshot: Snapshot, course: Course, columns: int, lines: int) -> list[str]:
        """The lines, none of them as wide as the window: what reaches its edge may wrap."""
        room = max(1, columns - 1)
        if columns < _SHORT or lines < _LEAST_LINES:
            return [_clipped(_in_one(snapshot, course), room)]
        console = self._console
        console.width = room
        with console.capture() as drawn:
            for each in self._parts(snapshot, course, room):
                console.print(each, no_wrap=True, overflow="crop", highlight=False, markup=False, emoji=False)
        return drawn.get().splitlines()

    def _parts(self, snapshot: Snapshot, course: Course, room: int) -> Iterator[RenderableType]:
        is_full = room + 1 >= _FULL
        yield _bars(snapshot, course, is_full=is_full)
        yield Text(_clipped(_state(snapshot, course, is_full=is_full), room))
        longest = snapshot.in_hand
        if longest and longest.seconds >= _NOTEWORTHY:
            after = f", {exactly(longest.seconds)}"
            before = "longest in hand: " if is_full else ""
            name = self._encoded(shown(longest.name))
            yield Text(before + _clipped(name, room - len(before) - len(after), from_left=True) + after, style="dim")

    def _encoded(self, name: str) -> str:
        """The name with what the terminal has no letter for written out."""
        return name.encode(self._encoding, "backslashreplace").decode(self._encoding)


def _bars(snapshot: Snapshot, course: Course, *, is_full: bool) -> Table:
    tally, total = snapshot.tally, total_of(snapshot)
    files, size = total or (None, None)
    of_files = f"{tally.done:,} of {counted_in(snapshot):,}{'' if total else '...'}"
    of_bytes = show_size(tally.bytes_in) + (f" of {show_size(size)}" if size is not None else "")
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column()
    table.add_column(ratio=1)
    table.add_column(justify="right")
    rows = [("pictures", _bar(files, tally.done), of_files), ("bytes", _bar(size, tally.bytes_in), of_bytes)]
    speeds = (f"{course.files_per_second:,.0f}/s", f"{show_size(course.bytes_per_second)}/s")
    if is_full:
        table.add_column(justify="right", min_width=11)
    for row, speed in zip(rows, speeds, strict=True):
        table.add_row(*row, *([speed] if is_full else []))
    return table


def _bar(total: int | None, done: int) -> ProgressBar:
    """A bar that is empty, not one that is in motion, where nobody knows how much there is."""
    return ProgressBar(total=total or 1, completed=done if total else 0)


def _state(snapshot: Snapshot, course: Course, *, is_full: bool) -> str:
    held, budget = snapshot.held_of_budget
    left = _left(course)
    if not is_full:
        return ", ".join(filter(None, [left, f"{course.files_per_second:,.0f}/s", show_size(snapshot.resident)]))
    memory = f"memory {show_size(snapshot.resident)}, {show_size(held)} held of {show_size(budget)}"
    return ", ".join(filter(None, [memory, left]))


def _in_one(snapshot: Snapshot, course: Course) -> str:
    """What matters most comes first: the rest may not be seen."""
    tally, total = snapshot.tally, total_of(snapshot)
    share = f"{tally.done / total[0]:.0%} " if total and total[0] else ""
    told = f"{share}{tally.done:,} of {counted_in(snapshot):,}{'' if total else '...'}"
    return f"{told} {_left(course).removeprefix('about ')}".rstrip()


def _left(course: Course) -> str:
    """The time left; while the count goes on, that it is long."""
    if course.left is not None:
        return f"{about(course.left)} left"
    if course.at_least is not None and course.at_least >= _LONG:
        return f"more than {about(course.at_least).removeprefix('about ')} left"
    return ""


def _clipped(text: str, room: int, *, from_left: bool = False) -> str:
    """The text in so many columns; of a path its end is what tells most."""
    if cell_len(text) <= room:
        return text
    if not from_left or room < 4:  # noqa: PLR2004 - three dots and a letter
        return set_cell_size(text, max(0, room)).rstrip()
    while cell_len(text) > room - 3:
        text = text[1:]
    return f"...{text}"
