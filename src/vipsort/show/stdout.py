"""Stdout, for as long as somebody reads it."""

import io
import os
import sys

from vipsort.photo.errors import RunError


class Stdout:
    """Writes at once. Letters that it has no code for are written out: a name must not end a run."""

    def __init__(self) -> None:
        self._failure: OSError | None = None  # why nothing can be written any more
        self._is_told = False
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")

    @property
    def is_gone(self) -> bool:
        """Whether nobody reads it any more, or nothing can be written there."""
        return self._failure is not None

    def say(self, text: str) -> None:
        """Write it. Raises RunError where that cannot be done any more, once."""
        self.offer(text)
        if self._failure and not self._is_told:
            self._is_told = True
            raise RunError(lost(self._failure)) from self._failure

    def offer(self, text: str) -> None:
        """Write it, and leave it to `say` to complain."""
        if self.is_gone:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            self._failure = error
            let_go()


def lost(error: OSError) -> str:
    """Why stdout is of no use any more."""
    if isinstance(error, BrokenPipeError):
        return "nobody reads stdout any more"
    return f"stdout cannot be written any more: {error.strerror}"


def let_go() -> None:
    """Stdout is of no use any more: what is still in its buffer is not to be tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
