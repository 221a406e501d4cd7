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
        self._why: OSError | None = None
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")

    def say(self, text: str) -> None:
        """Write it. Raises RunError where nobody reads any more, or what reads is full, once."""
        self.offer(text)
        if self.is_gone and not self._is_told:
            self._is_told = True
            is_unread = isinstance(self._why, BrokenPipeError)
            why = "nobody reads stdout any more" if is_unread else f"stdout cannot be written to: {self._why}"
            raise RunError(why) from self._why

    def offer(self, text: str) -> None:
        """Write it, and leave it to `say` to complain."""
        if self.is_gone:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            self.is_gone, self._why = True, error
            let_go()


def let_go() -> None:
    """Nobody reads stdout any more: what is still in its buffer is not to be tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
