"""The pictures on their way at a moment, and how long each has been worked on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

Answer = TypeVar("Answer")


class Longest(NamedTuple):
    """The picture that has been on its way for the longest time, and for how many seconds."""

    name: str
    seconds: float


@dataclass(slots=True)
class _Watch:
    """When a picture set out, and the seconds that threads have worked on it since."""

    since: float
    worked: float = 0.0


class InHand:
    """Asked and changed in the loop, but for `timed`; one thread at a time works on a picture."""

    def __init__(self) -> None:
        self._watches: dict[str, _Watch] = {}  # in the order in which they set out

    @contextmanager
    def way_of(self, name: str) -> Iterator[None]:
        """Inside the block a picture is on its way."""
        self._watches[name] = _Watch(time.monotonic())
        try:
            yield
        finally:
            del self._watches[name]

    def timed(self, name: str, work: Callable[[], Answer]) -> Answer:
        """Do the work, whose time is added to the picture's: waiting for others is none of it."""
        began = time.monotonic()
        try:
            return work()
        finally:
            if watch := self._watches.get(name):  # a thread that was left behind may come back late
                watch.worked += time.monotonic() - began

    def worked(self, name: str) -> float:
        """Seconds of reading, computing and writing so far."""
        return self._watches[name].worked

    def longest(self) -> Longest | None:
        """Who set out first: names are given in order, so that it is this one that the others wait for."""
        for name, watch in self._watches.items():
            return Longest(name, time.monotonic() - watch.since)
        return None
