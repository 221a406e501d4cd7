"""A second walk that only counts, for whoever looks: a run's own walk is no further ahead than its memory allows.

It costs a look at each name and size, about 8 us a file where a picture takes 30,000. Where the run's own walk is what
is waited for, such as in a second run, it takes a tenth of a core. On a share a look at a file is a round trip: there
it counts names alone, and takes them to be as much work as those that the run has met.
"""

import time
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from anyio import sleep

from vipsort.flow.admit import Admission
from vipsort.flow.reach import Reach
from vipsort.flow.tally import Tally
from vipsort.flow.workload import Amount, Workload
from vipsort.photo.errors import RunError
from vipsort.store.batch import Batch

_START = 0.5  # seconds: a short run is over before anybody wants to know
_TIMES = 9  # as long as a look took is rested after it, where the run's own walk gets on meanwhile


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a run has before it. `counted` are all files seen so far; `ended` and `left` are work.

    Until all is counted there is more left than is known.
    """

    counted: Amount
    ended: Amount
    left: Amount
    is_complete: bool


class Ahead:
    """What lies before a run, as far as it is counted."""

    def __init__(self, batches: Iterator[Batch], admission: Admission, load: Workload, *, names_alone: bool) -> None:
        self._batches = batches
        self._load = load
        self._names_alone = names_alone
        self._admission = replace(admission, tell_each=False, expect=lambda _sources: None)
        self._all = Amount()
        self._work = Amount()
        self._marks = (array("q", [0]), array("q", [0]), array("q", [0]))  # places in the walk; files and bytes of work
        self.is_complete = False

    def prospect(self, tally: Tally) -> Prospect:
        """What is known of what is left."""
        load, counted = self._load, self._sized(self._all, Amount(tally.found, tally.bytes_found))
        left = load.begun - load.ended + self._beyond(load.position)
        return Prospect(counted, load.ended, left, self.is_complete)

    async def work(self, reach: Reach) -> None:
        """Count to the end, or until cancelled. A share that fails is the run's own to complain of."""
        self._load.is_watched = True
        await sleep(_START)
        position, began = self._load.position, time.monotonic()
        try:
            while batch := await reach.look(partial(next, self._batches, None)):
                self._count(batch)
                is_in_the_way, position = position != self._load.position, self._load.position
                await sleep((time.monotonic() - began) * _TIMES if is_in_the_way else 0)
                began = time.monotonic()
        except RunError:
            return
        self.is_complete = True

    def _beyond(self, position: int) -> Amount:
        """The work that was counted behind a place in the walk."""
        at = bisect_right(self._marks[0], position) - 1
        return self._sized(self._work - Amount(self._marks[1][at], self._marks[2][at]), self._load.begun)

    def _count(self, batch: Batch) -> None:
        self._all += Amount(len(batch), batch.size)
        self._work += self._work_of(batch)
        for marks, number in zip(self._marks, (self._all.files, self._work.files, self._work.size), strict=True):
            marks.append(number)

    def _work_of(self, batch: Batch) -> Amount:
        if self._names_alone:
            return Amount(self._admission.unknown(batch))
        return self._load.work_in(self._admission.sort_out(self._admission.changed(batch)))

    def _sized(self, amount: Amount, alike: Amount) -> Amount:
        """With bytes, where only names were counted: they are like those that were met."""
        if not self._names_alone or not alike.files:
            return amount
        return Amount(amount.files, amount.files * alike.size // alike.files)
