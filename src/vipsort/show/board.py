"""The lines at the foot of a terminal that are drawn over and over.

The cursor rests at the start of the first of them. So whatever the window's new size does to what was drawn, clearing
from the cursor on clears all of it, and nobody who draws has to know how many lines there were. It is not hidden: a
process that is killed leaves nothing behind but lines that the next one, or the supervisor, clears.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from vipsort.flow.slate import WIPE, Slate

_USUAL = os.terminal_size((80, 24))


def is_terminal(stream: TextIO) -> bool:
    """Whether lines can be drawn over there, and somebody looks: not in a pipe, nor where a machine builds."""
    return stream.isatty() and os.environ.get("TERM") not in {"dumb", "unknown", ""} and not os.environ.get("CI")


class Board:
    """Draws on stderr. What else is written there meanwhile comes above it, a line at a time."""

    def __init__(self, slate: Slate) -> None:
        self._slate = slate
        self._stream = sys.stderr

    @property
    def stream(self) -> TextIO:
        """Where it is."""
        return self._stream

    @property
    def size(self) -> os.terminal_size:
        """Columns and lines of the window as it is now."""
        try:
            size = os.get_terminal_size(self._stream.fileno())
        except OSError:
            return _USUAL
        return size if size.columns and size.lines else _USUAL

    @contextmanager
    def up(self) -> Iterator[None]:
        """Draw within the block, and leave a clean terminal."""
        sys.stderr = _Above(self)
        try:
            yield
        finally:
            sys.stderr = self._stream
            self._put(WIPE)
            self._slate.is_drawn = False

    def draw(self, lines: list[str]) -> None:
        """These lines, each shorter than the window is wide, in place of what is there."""
        self._slate.is_drawn = True
        back = f"\r\x1b[{len(lines) - 1}A" if len(lines) > 1 else "\r"
        self._put(WIPE + "\r\n".join(lines) + back)

    def put_above(self, text: str) -> None:
        """Whole lines that stay; the next drawing comes below them."""
        self._put(WIPE + text)

    def _put(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            return  # the terminal is gone, which changes nothing


class _Above:
    """Stands for stderr while there is a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._begun = ""

    def write(self, text: str) -> int:
        """Put whole lines above the board, and keep what is begun."""
        whole, newline, self._begun = (self._begun + text).rpartition("\n")
        if newline:
            self._board.put_above(whole + newline)
        return len(text)

    def flush(self) -> None:
        """Nothing that is whole is kept back."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._board.stream, name)
