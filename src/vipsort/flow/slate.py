"""What is in hand, written where it outlives the process: memory that a supervisor and its engine share.

Marking a picture is a write to memory, no system call, and survives every way of dying. The supervisor turns what was
in hand when an engine died into suspects; the next engine tries those alone.
"""

import mmap
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import Self

_SLOTS, _LONGEST = 4096, 4096  # pictures in hand at once, and bytes of a name: no more are marked
_ENTRY = _LONGEST + 2
_RUN, _AFTER, _WORD = 0, 32, 32  # texts, and their room
_BEGUN, _SINCE, _HEARD, _SUSPECTED = 64, 72, 80, 88  # numbers of 8 bytes
_STATES = 4096
_NAMES = _STATES + _SLOTS
_SIZE = _NAMES + _SLOTS * _ENTRY  # next to none of it is ever touched
_TOLD = 8  # bytes of the mark of an outcome that was told; the marks follow, one after the other

_VARIABLE = "_VIPSORT_SLATE"  # not VIPSORT_…, which are the user's own words


class State(IntEnum):
    """What a slot says of its picture."""

    FREE = 0
    IN_HAND = 1
    SUSPECT = 2


class Slate:
    """The shared memory, or memory of this process alone where nobody supervises it."""

    def __init__(self, descriptor: int = -1, supervisor: int = 0) -> None:
        self._descriptor = descriptor
        self._memory = mmap.mmap(descriptor, _SIZE)
        self._free = deque(slot for slot in range(_SLOTS) if not self._memory[_STATES + slot])
        self._suspects = {self._name(slot): slot for slot in self._slots(State.SUSPECT)}
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

    # -- what is in hand

    @contextmanager
    def in_hand(self, name: str) -> Iterator[None]:
        """Inside the block native code works on the picture's bytes. May be used from any thread."""
        slot = self._taken(name, State.IN_HAND)
        try:
            yield
        finally:
            if slot is not None:
                self._release(slot)

    def suspect(self, name: str) -> None:
        """Have a picture tried alone by the next engine."""
        slot = self._taken(name, State.SUSPECT)
        if slot is not None:
            self._suspects[os.fsencode(name)] = slot
            self._set(_SUSPECTED, self.suspected + 1)

    def is_suspect(self, name: str) -> bool:
        """Whether an engine died with it in hand."""
        return os.fsencode(name) in self._suspects

    def settle(self, name: str) -> None:
        """Its outcome is durable: it is no suspect any more."""
        slot = self._suspects.pop(os.fsencode(name), None)
        if slot is not None:
            self._release(slot)

    def accuse(self) -> list[str]:
        """Make suspects of everything that is in hand, and name them."""
        accused = self._slots(State.IN_HAND)
        for slot in accused:
            self._memory[_STATES + slot] = State.SUSPECT
        self._set(_SUSPECTED, self.suspected + len(accused))
        return [os.fsdecode(self._name(slot)) for slot in accused]

    def let_go(self) -> None:
        """What is in hand is innocent: its engine was given up on purpose."""
        for slot in self._slots(State.IN_HAND):
            self._memory[_STATES + slot] = State.FREE

    # -- what the run has come to

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
    def heard(self) -> int:
        """Signals that the engine took notice of."""
        return self._number(_HEARD)

    def hear(self) -> None:
        """Take notice of a signal."""
        self._set(_HEARD, self.heard + 1)

    @property
    def suspected(self) -> int:
        """Suspects that there ever were."""
        return self._number(_SUSPECTED)

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

    def _taken(self, name: str, state: State) -> int | None:
        written = os.fsencode(name)
        if len(written) > _LONGEST:
            return None
        with suppress(IndexError):
            slot = self._free.pop()
            at = _NAMES + slot * _ENTRY
            self._memory[at : at + 2 + len(written)] = len(written).to_bytes(2) + written
            self._memory[_STATES + slot] = state
            return slot
        return None

    def _release(self, slot: int) -> None:
        self._memory[_STATES + slot] = State.FREE
        self._free.append(slot)

    def _slots(self, state: State) -> list[int]:
        return [slot for slot, found in enumerate(self._memory[_STATES:_NAMES]) if found == state]

    def _name(self, slot: int) -> bytes:
        at = _NAMES + slot * _ENTRY
        return self._memory[at + 2 : at + 2 + int.from_bytes(self._memory[at : at + 2])]

    def _text(self, at: int) -> str:
        return self._memory[at : at + _WORD].rstrip(b"\0").decode("ascii")

    def _write(self, at: int, text: str) -> None:
        self._memory[at : at + _WORD] = text.encode("ascii")[:_WORD].ljust(_WORD, b"\0")

    def _number(self, at: int) -> int:
        return int.from_bytes(self._memory[at : at + 8], "little")

    def _set(self, at: int, number: int) -> None:
        self._memory[at : at + 8] = number.to_bytes(8, "little")
