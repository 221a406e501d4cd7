"""When the next batch of a watch begins: a pure reckoning with seconds of one clock that only goes forward."""

import math
from dataclasses import dataclass

HOURLY = 3600.0
"""Seconds after which the whole of SRC is looked through, whether or not anything was heard of it."""

_LEAST_PAUSE = 1.0  # seconds: an engine takes a third of one to start
_SCANS = 3  # pauses are so many times as long as listing SRC took, so that watching takes half a core at most
_LONGEST_WAIT = 4  # times the usual pause, for what waits while nothing comes of it
_FIRST_RETRY, _LAST_RETRY = 1.0, 60.0  # seconds; doubled in between


@dataclass(frozen=True, slots=True)
class Ended:
    """A batch that is over. `news` where it did something; `failed` where it could not go to its end."""

    at: float
    waiting: int = 0
    scan_seconds: float = 0.0
    news: bool = False
    failed: bool = False


@dataclass(slots=True)
class Rhythm:
    """Told of changes and of batches; `due` is when the next one begins. `poll` is set where no changes are told."""

    settle: float
    poll: float | None = None
    _changed: float = math.inf
    _again: float = -math.inf
    _earliest: float = -math.inf
    _vain: int = 0
    _retry: float = 0.0

    @property
    def due(self) -> float:
        """When the next batch begins: at once, before there was any.

        Not with the first change, but when that has settled: else the first batch would find a file that must wait.
        """
        return max(min(self._changed + self.settle, self._again), self._earliest)

    def change(self, at: float) -> None:
        """Something in SRC has changed; those after it are of the same batch."""
        self._changed = min(self._changed, at)

    def urge(self) -> None:
        """What kept batches from their end is over: begin as soon as nothing else is going on."""
        self._again = self._earliest = -math.inf
        self._retry = 0.0

    def begin(self) -> None:
        """A batch begins, which sees all that has changed until now."""
        self._changed = self._again = math.inf

    def end(self, ended: Ended) -> None:
        """Reckon when to begin again."""
        if ended.failed:
            self._retry = min(_LAST_RETRY, max(_FIRST_RETRY, self._retry * 2))
            self._again = self._earliest = ended.at + self._retry
            return
        self._retry = 0.0
        self._vain = 0 if ended.news or not ended.waiting else self._vain + 1
        pause = max(_LEAST_PAUSE, self.settle, _SCANS * ended.scan_seconds) * min(2**self._vain, _LONGEST_WAIT)
        self._earliest = ended.at + pause
        self._again = self._earliest if ended.waiting else ended.at + max(pause, self.poll or HOURLY)
