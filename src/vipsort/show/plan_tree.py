"""The tree that would come, for people: a line for each folder and what would be in it, a few words on the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vipsort.flow.tally import Tally
from vipsort.photo.escape import shown
from vipsort.photo.model import Verdict
from vipsort.photo.units import show_size
from vipsort.show.forecast import Folder, Forecast
from vipsort.show.tabular import Row, laid_out

_INDENT = "  "
_CELLS = (("sizes", "days", "there"), ("sizes", "there"), ("sizes",), ("after",))  # the first that fits

REASONS_AT = 23
"""The column at which the lines of what is not placed tell why."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of how many columns a tree may have; None is without end."""

    lines: int | None = None
    columns: int | None = None


ANY_ROOM = Room()


@dataclass(frozen=True, slots=True)
class _Line:
    """A folder in the tree: its path, its depth, and what would be in it and below it."""

    path: str
    depth: int
    sum: Folder

    @property
    def row(self) -> Row:
        """What stands in its columns."""
        folder = self.sum
        name = _INDENT * self.depth + (shown(self.path.rpartition("/")[2]) or ".")
        there = f"{folder.there:,} there" if folder.there else ""
        cells = {"sizes": _sizes(folder), "after": _after(folder), "days": _span(folder), "there": there}
        return Row(name, folder.files, cells)


def tree_lines(folders: Mapping[str, Folder], room: Room = ANY_ROOM) -> Iterator[str]:
    """A line for each folder, parents with all that is below them; where there are too many, the upper ones.

    Where lines are too long they lose the days, then what is there already, then the sizes before.
    """
    lines = [line for line in _summed(folders) if line.sum.files]
    kept = _upper(lines, room.lines) if room.lines is not None else lines
    yield from laid_out([line.row for line in kept], _CELLS, room.columns)
    if rest := len(lines) - len(kept):
        yield f"... and {_counted(rest, 'folder')} more: --verbose shows all"


def aside_lines(forecast: Forecast, tally: Tally) -> Iterator[str]:
    """What would not be placed among the others, and why."""
    notes = {
        Verdict.DUPLICATE: f"the same bytes again; {show_size(forecast.spared)} are spared",
        Verdict.UNCHANGED: "done by an earlier run",
    }
    for verdict in Verdict:
        number = tally.verdicts[verdict]
        if number and verdict is not Verdict.PLACED:
            yield f"{verdict.value:<12}{number:>9,}  {notes.get(verdict) or _reasons(forecast, verdict)}".rstrip()
    if forecast.numbered:
        yield f"{'numbered':<12}{forecast.numbered:>9,}  the name is somebody else's, and a number is added"


def total_lines(forecast: Forecast, tally: Tally, seconds: float) -> Iterator[str]:
    """All of it together."""
    whole = Folder()
    for folder in forecast.folders.values():
        whole.include(folder)
    yield f"{'found':<12}{tally.found:>9,}  {show_size(tally.bytes_in)}, looked through in {seconds:.1f} s"
    into = _counted(sum(bool(folder.files) for folder in forecast.folders.values()), "folder")
    yield f"{'would come':<12}{whole.files:>9,}  " + (f"{_sizes(whole)}, into {into}" if whole.files else "nothing new")


def _summed(folders: Mapping[str, Folder]) -> Iterator[_Line]:
    """Every folder and all above it, each with what is in it and below it, in the order of a tree."""
    sums: dict[tuple[str, ...], Folder] = {}
    for path, folder in folders.items():
        parts = tuple(path.split("/")) if path else ()
        for length in range(min(1, len(parts)), len(parts) + 1):
            sums.setdefault(parts[:length], Folder()).include(folder)
    for parts in sorted(sums):
        yield _Line("/".join(parts), max(0, len(parts) - 1), sums[parts])


def _upper(lines: list[_Line], most: int) -> list[_Line]:
    """As many levels as there is room for, and of the uppermost one at least as many folders."""
    for depth in range(max((line.depth for line in lines), default=0), -1, -1):
        kept = [line for line in lines if line.depth <= depth]
        if len(kept) <= most:
            return kept
    return [line for line in lines if not line.depth][:most]


def _sizes(folder: Folder) -> str:
    """``2.2 MB``, or before and after."""
    after = _after(folder)
    is_same = folder.bytes_in == folder.bytes_out and not folder.estimated
    return after if is_same else f"{show_size(folder.bytes_in)} -> {after}"


def _after(folder: Folder) -> str:
    """A tilde marks what is an estimate."""
    return f"{'~' if folder.estimated else ''}{show_size(folder.bytes_out)}"


def _span(folder: Folder) -> str:
    if not folder.first or not folder.last:
        return ""
    first, last = str(folder.first)[:10], str(folder.last)[:10]
    return first if first == last else f"{first} to {last}"


def _reasons(forecast: Forecast, verdict: Verdict) -> str:
    reasons = forecast.reasons.get(verdict, Counter())
    return ", ".join(f"{shown(reason)} ({number:,})" for reason, number in sorted(reasons.items(), key=_most_first))


def _most_first(reason: tuple[str, int]) -> tuple[int, str]:
    return -reason[1], reason[0]


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
