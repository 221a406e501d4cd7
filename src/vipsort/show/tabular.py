"""Rows of a name and some cells, in as many columns as a terminal has room for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

_LEAST = 12  # columns of a name, so that trees of different runs look alike
_LONGEST = 48
_CUT = 20  # what is left of a longer name, so that one more cell has room
_FILES = 9
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Row:
    """A name, a number, and the cells behind it."""

    name: str
    number: int
    cells: Mapping[str, str]


def laid_out(rows: Sequence[Row], choices: Sequence[Sequence[str]], columns: int | None) -> Iterator[str]:
    """A line for each row, with the first choice of cells that fits; names are cut where they must be.

    `columns` is None where lines may be as long as they like, and nothing is cut.
    """
    longest = max([_LEAST, *(len(row.name) for row in rows)])
    widths = {cell: max((len(row.cells[cell]) for row in rows), default=0) for cell in set(chain(*choices))}
    chosen, name = choices[0], min(longest, _LONGEST)
    if columns is not None:
        rests = {index: columns - _length(choice, widths) for index, choice in enumerate(choices)}
        best = next((index for index, rest in rests.items() if rest >= min(name, _CUT)), len(choices) - 1)
        chosen, name = choices[best], max(1, min(name, rests[best]))
    for row in rows:
        text = row.name if columns is None or len(row.name) <= name else f"{row.name[: name - 1]}…"
        cells = (f"{row.cells[cell]:<{widths[cell]}}" for cell in chosen)
        yield _GAP.join([f"{text:<{name}}{_GAP}{row.number:>{_FILES},}", *cells]).rstrip()


def _length(choice: Sequence[str], widths: Mapping[str, int]) -> int:
    """Columns that all but the name take."""
    return len(_GAP) + _FILES + sum(len(_GAP) + widths[cell] for cell in choice)
