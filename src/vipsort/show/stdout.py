"""Stdout, for as long as somebody reads it."""

import io
import os
import sys

from vipsort.photo.errors import RunError


class Stdout:
    """Writes at once. Letters that it has no code for are written out: a name must not end a run."""

    def __init__(self) -> None:
        self.is_gone = False
        self._is_told = False
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")

    def say(self, text: str) -> None:
        """Write it. Raises RunError where nobody reads any more, once."""
        self.offer(text)
        if self.is_gone and not self._is_told:
            self._is_told = True
            raise RunError("nobody reads stdout any more")

    def offer(self, text: str) -> None:
        """Write it, and leave it to `say` to complain."""
        if self.is_gone:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            self.is_gone = True
            let_go()


def let_go() -> None:
    """Nobody reads stdout any more: what is still in its buffer is not to be tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
