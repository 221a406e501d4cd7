"""Rows of a label and a text, hung below a name: laid out and coloured on a terminal, a line each elsewhere."""

import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from vipsort.photo.escape import shown

_WIDTH = 80
_INDENT = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A label of up to seven letters, empty where the row goes on with the one above; both empty part two groups."""

    label: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        """All of it, to be searched in."""
        return f"  {self.label:<7} {self.text}".rstrip()


def say(name: str, rows: Iterable[Row]) -> None:
    """Write them to stdout."""
    if sys.stdout.isatty():
        _say_on_a_terminal(name, rows)
    else:
        sys.stdout.write("".join(f"{line}\n" for line in (shown(name), *(row.line for row in rows))))


def _say_on_a_terminal(name: str, rows: Iterable[Row]) -> None:
    from rich.console import Console  # noqa: PLC0415 - it is only loaded where it is seen
    from rich.text import Text  # noqa: PLC0415

    console = Console(soft_wrap=True, highlight=False)
    console.print(Text(shown(name), style="bold"))
    for row in rows:
        text = Text("\n".join(_wrapped(row.line)))
        text.stylize("cyan", 0, _INDENT)
        console.print(text)


def _wrapped(line: str) -> list[str]:
    """The line in as many as the terminal needs; names are kept whole, to be copied."""
    width = max(2 * _INDENT, min(_WIDTH, shutil.get_terminal_size().columns))
    rest = " " * _INDENT
    return textwrap.wrap(line, width, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
