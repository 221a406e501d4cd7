"""Lines for people, broken between words where the terminal that they are read on is narrower."""

import shutil
import sys
from textwrap import wrap

from vipsort.show.board import is_terminal


def fitted(line: str, indent: int = 0) -> list[str]:
    """The line in as many as it takes on stdout; those behind the first one are indented."""
    if not is_terminal(sys.stdout):
        return [line]
    columns = shutil.get_terminal_size().columns  # 80 where a terminal does not know its size
    return wrap(line, columns, subsequent_indent=" " * indent, break_on_hyphens=False)
