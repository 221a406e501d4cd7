"""Whether there is memory for a big job: rather no result than a process that the kernel ends."""

from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.machine import memory_left, memory_limit
from vipsort.photo.errors import Unfit
from vipsort.photo.units import show_size
from vipsort.pixels.engine import give_back_memory

_BIG = 8  # a job that takes one part in so many of all memory is not begun before that much is there
_SPARE = 12_000_000  # bytes that the rest of the process may come to take meanwhile


class TooDear(Unfit):
    """More memory than there is, or than is left."""


class Room:
    """Memory as this process may have it, asked once: that reads the cgroup's files."""

    def __init__(self) -> None:
        self._most = memory_limit()

    def allow(self, cost: int) -> None:
        """Raise TooDear where a job could never be done here."""
        if cost > self._most:
            raise TooDear(f"decoding it takes {show_size(cost)} of memory, more than this machine has")

    def find(self, cost: int, files: BudgetStatistics) -> None:
        """Raise TooDear where there is no room for a job now, and for the files that may be read beside it."""
        if cost <= self._most // _BIG:
            return
        give_back_memory()
        left = max(0, memory_left() - max(0, files.total - files.held) - _SPARE)
        if cost > left:
            raise TooDear(f"decoding it takes {show_size(cost)} of memory, and {show_size(left)} are left")
