"""Which pictures are in hand and which are suspects: slots in shared memory, taken without a system call."""

import mmap
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

_SLOTS, _LONGEST = 4096, 4096  # pictures marked at once, and bytes of a name: beyond that they are not
_ENTRY = _LONGEST + 2

SIZE = 8 + _SLOTS + _SLOTS * _ENTRY
"""Bytes of memory; next to none of it is ever touched."""


class State(IntEnum):
    """What a slot says of its picture."""

    FREE = 0
    IN_HAND = 1
    SUSPECT = 2


class Hands:
    """The slots in `memory` from an offset on: how many suspects there ever were, states, and names."""

    def __init__(self, memory: mmap.mmap, offset: int) -> None:
        self._memory = memory
        self._count = offset
        self._states = offset + 8
        self._names = self._states + _SLOTS
        self._free = deque(slot for slot in range(_SLOTS) if not memory[self._states + slot])
        self._suspects = {self._name(slot): slot for slot in self._slots(State.SUSPECT)}

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
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
            self._add(1)

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
            self._memory[self._states + slot] = State.SUSPECT
        self._add(len(accused))
        return [os.fsdecode(self._name(slot)) for slot in accused]

    def let_go(self) -> None:
        """What is in hand is innocent: its engine was given up on purpose."""
        for slot in self._slots(State.IN_HAND):
            self._memory[self._states + slot] = State.FREE

    @property
    def suspected(self) -> int:
        """Suspects that there ever were."""
        return int.from_bytes(self._memory[self._count : self._count + 8], "little")

    def _add(self, suspects: int) -> None:
        self._memory[self._count : self._count + 8] = (self.suspected + suspects).to_bytes(8, "little")

    def _taken(self, name: str, state: State) -> int | None:
        written = os.fsencode(name)
        if len(written) > _LONGEST:
            return None
        with suppress(IndexError):
            slot = self._free.pop()
            at = self._names + slot * _ENTRY
            self._memory[at : at + 2 + len(written)] = len(written).to_bytes(2) + written
            self._memory[self._states + slot] = state
            return slot
        return None

    def _release(self, slot: int) -> None:
        self._memory[self._states + slot] = State.FREE
        self._free.append(slot)

    def _slots(self, state: State) -> list[int]:
        return [slot for slot, found in enumerate(self._memory[self._states : self._names]) if found == state]

    def _name(self, slot: int) -> bytes:
        at = self._names + slot * _ENTRY
        return self._memory[at + 2 : at + 2 + int.from_bytes(self._memory[at : at + 2])]
