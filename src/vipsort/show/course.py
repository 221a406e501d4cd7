"""The course of a run as it is shown: samples in little memory, speeds of late, and a time left that does not jump."""

import math
from collections import deque
from dataclasses import dataclass, field

from vipsort.flow.snapshot import Snapshot
from vipsort.flow.workload import Amount
from vipsort.show.eta import Sample, seconds_left

_MOST = 128  # samples: where there are more, every other one is let go
_LATELY = 10.0  # seconds that a speed is the mean of
_CALM = 0.05  # of the time left is how long a new estimate takes to be believed
_CALMEST = 15.0  # seconds


@dataclass(slots=True)
class Course:
    """Sees a run from time to time; `now` is seconds since it began."""

    now: float = 0.0
    left: float | None = None  # seconds, once all is counted
    at_least: float | None = None  # seconds, until then
    files_per_second: float = 0.0
    bytes_per_second: float = 0.0
    _samples: list[Sample] = field(default_factory=list)  # from the first end on: what went before is a start, no pace
    _lately: deque[tuple[float, Amount]] = field(default_factory=deque)

    def see(self, now: float, snapshot: Snapshot) -> None:
        """Look at a run as it stands."""
        passed, self.now = now - self.now, now
        self._measure(Amount(snapshot.tally.done, snapshot.tally.bytes_in))
        prospect = snapshot.prospect
        if prospect is None:
            return
        if prospect.ended.files > (self._samples[-1].done.files if self._samples else 0):
            self._samples.append(Sample(now, prospect.ended))
        if len(self._samples) > _MOST:
            del self._samples[1:-1:2]
        guess = seconds_left(self._samples, prospect.left, now)
        if not prospect.is_complete:
            self.at_least = guess
            return
        self.left = guess if guess is None or self.left is None else _calmed(self.left - passed, guess, passed)

    def _measure(self, done: Amount) -> None:
        lately = self._lately
        lately.append((self.now, done))
        while lately[0][0] < self.now - _LATELY:
            lately.popleft()
        began, before = lately[0]
        if seconds := self.now - began:
            gained = done - before
            self.files_per_second, self.bytes_per_second = gained.files / seconds, gained.size / seconds


def total_of(snapshot: Snapshot) -> tuple[int, int] | None:
    """Files and bytes of the whole tree, where they are known."""
    tally, prospect = snapshot.tally, snapshot.prospect
    if tally.walked:
        return tally.found, tally.bytes_found
    if prospect and prospect.is_complete:
        return max(tally.found, prospect.counted.files), max(tally.bytes_found, prospect.counted.size)
    return None


def counted_in(snapshot: Snapshot) -> int:
    """Files that were seen so far, whoever counted them."""
    return max(snapshot.tally.found, snapshot.prospect.counted.files if snapshot.prospect else 0)


def _calmed(expected: float, guess: float, passed: float) -> float:
    """Between what was said before and what is guessed now."""
    patience = min(_CALMEST, max(1.0, _CALM * guess))
    return max(0.0, expected + (guess - expected) * (1 - math.exp(-passed / patience)))
