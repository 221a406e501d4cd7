"""What outlives an engine: memory that it shares with its supervisor, and with the engine after it.

Marking a picture there is no system call, and survives every way of dying. The supervisor turns what was in hand when
an engine died into suspects; the next engine tries those alone.
"""

import mmap
import os
import signal
import time
from typing import Self

from vipsort.flow.hands import SIZE, Hands

_RUN, _AFTER, _WORD = 0, 32, 32  # texts, and their room
_BEGUN, _SINCE, _HEARD, _LEFT, _ANNOUNCED, _DRAWN = 64, 72, 80, 88, 96, 104  # numbers of 8 bytes
_HANDS = 4096
_SIZE = _HANDS + SIZE
_TOLD = 8  # bytes of the mark of an outcome that was told; the marks follow, one after the other

WIPE = "\r\x1b[J"
"""Clears what an engine has drawn: it leaves the cursor at the start of that."""

_VARIABLE = "_VIPSORT_SLATE"  # not VIPSORT_…, which are the user's own words


class Slate:
    """The shared memory, or memory of this process alone where nobody supervises it."""

    def __init__(self, descriptor: int = -1, supervisor: int = 0) -> None:
        self._descriptor = descriptor
        self._memory = mmap.mmap(descriptor, _SIZE)
        self.hands = Hands(self._memory, _HANDS)
        self.supervisor = supervisor
        if not self._number(_SINCE):
            self._set(_SINCE, time.monotonic_ns())

    @classmethod
    def made(cls) -> Self:
        """New memory, to be handed on to an engine."""
        descriptor = os.memfd_create("vipsort-slate", 0)
        os.ftruncate(descriptor, _SIZE)
        return cls(descriptor, os.getpid())

    @classmethod
    def handed_on(cls) -> Self:
        """The supervisor's memory, where there is one."""
        words = os.environ.get(_VARIABLE, "").split(":")
        return cls(*map(int, words)) if len(words) == 2 else cls()  # noqa: PLR2004 - descriptor and process

    @staticmethod
    def supervisor_of_this() -> int:
        """The process that started this one to supervise it, or 0."""
        return int(os.environ.get(_VARIABLE, ":0").partition(":")[2])

    def variable(self) -> dict[str, str]:
        """What tells an engine of this memory, for its environment."""
        return {_VARIABLE: f"{self._descriptor}:{self.supervisor}"}

    @property
    def run(self) -> str:
        """The run's name in the journal; empty before there is one."""
        return self._text(_RUN)

    @property
    def begun(self) -> int:
        """The offset in the journal, in bytes, behind which the run's lines are."""
        return self._number(_BEGUN)

    @property
    def seconds(self) -> float:
        """How long the run has been going on, with whatever engines."""
        return (time.monotonic_ns() - self._number(_SINCE)) / 1e9

    def begin(self, run: str, offset: int) -> None:
        """Note a run, before its first line is in the journal."""
        self._set(_BEGUN, offset)
        self._write(_RUN, run)

    @property
    def after(self) -> str:
        """What ended the engine before this one; empty for the first."""
        return self._text(_AFTER)

    @after.setter
    def after(self, cause: str) -> None:
        self._write(_AFTER, cause)

    @property
    def is_announced(self) -> bool:
        """Whether the run was told of; an engine that goes on with it does not begin it."""
        return bool(self._number(_ANNOUNCED))

    def announce(self) -> None:
        """Note that the run was told of."""
        self._set(_ANNOUNCED, 1)

    @property
    def is_drawn(self) -> bool:
        """Whether there are lines on the terminal that somebody has to clear, if need be after a death."""
        return bool(self._number(_DRAWN))

    @is_drawn.setter
    def is_drawn(self, drawn: bool) -> None:
        self._set(_DRAWN, int(drawn))

    @property
    def heard(self) -> int:
        """Signals that the engine took notice of."""
        return self._number(_HEARD)

    def hear(self) -> None:
        """Take notice of a signal."""
        self._set(_HEARD, self.heard + 1)

    def leave(self, code: int) -> None:
        """Tell the supervisor that this process ends now: a share that does not answer may keep what is left of it."""
        self._set(_LEFT, code + 1)
        if self.supervisor:
            os.kill(self.supervisor, signal.SIGCHLD)

    def left(self) -> int | None:
        """The code with which an engine has said that it ends; told once."""
        code = self._number(_LEFT) - 1
        self._set(_LEFT, 0)
        return code if code >= 0 else None

    def note_told(self, mark: bytes) -> None:
        """Note the mark of an outcome that was told, 8 bytes."""
        if self._descriptor >= 0:
            os.pwrite(self._descriptor, mark, os.fstat(self._descriptor).st_size)

    def told(self) -> bytes:
        """The marks of all outcomes that were told."""
        if self._descriptor < 0:
            return b""
        return os.pread(self._descriptor, self.told_so_far * _TOLD, _SIZE)

    @property
    def told_so_far(self) -> int:
        """Outcomes that were told."""
        return (os.fstat(self._descriptor).st_size - _SIZE) // _TOLD

    def _text(self, at: int) -> str:
        return self._memory[at : at + _WORD].rstrip(b"\0").decode("ascii")

    def _write(self, at: int, text: str) -> None:
        self._memory[at : at + _WORD] = text.encode("ascii")[:_WORD].ljust(_WORD, b"\0")

    def _number(self, at: int) -> int:
        return int.from_bytes(self._memory[at : at + 8], "little")

    def _set(self, at: int, number: int) -> None:
        self._memory[at : at + 8] = number.to_bytes(8, "little")
