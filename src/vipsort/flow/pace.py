"""How far a run was at which moment: samples for its journal, the fewer the longer it lasts."""

from collections.abc import Callable

from vipsort.flow.tally import Tally
from vipsort.store.records import Record

_AT_FIRST = 1.0  # seconds between two samples
_SHARE = 200  # and never more often than so many times in what the run has lasted: about 2,000 samples in a week


class Pace:
    """Asked by the clerk with each batch; `clock` gives the seconds of the run, `resident` bytes of the process."""

    def __init__(self, tally: Tally, clock: Callable[[], float], resident: Callable[[], int]) -> None:
        self._tally = tally
        self._clock = clock
        self._resident = resident
        self._next = 0.0

    def sample(self) -> list[Record]:
        """The record of this moment, or none where the last one is not long ago."""
        now = self._clock()
        if now < self._next:
            return []
        self._next = now + max(_AT_FIRST, now / _SHARE)
        return [self._record(now)]

    def _record(self, seconds: float) -> Record:
        tally = self._tally
        return {
            "kind": "pace",
            "seconds": round(seconds, 3),
            "found": tally.found,
            "done": tally.done,
            "bytes_in": tally.bytes_in,
            "bytes_out": tally.bytes_out,
            "resident": self._resident(),
        }
