"""A run that goes on in a new engine: what was done is counted once more, and told only where it was not told yet."""

import os
import secrets
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Protocol

from vipsort.flow import diary
from vipsort.flow.books import Books
from vipsort.flow.departing import Departures
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome, Source
from vipsort.store.batch import Batch
from vipsort.store.journal import read_records
from vipsort.store.records import from_record

_PART = 1 << 16  # marks that are sorted at once


class Watcher(Protocol):
    """Is told of outcomes once they are durable; of files that have not changed only where it wants each of them."""

    every_file: bool

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Outcomes that are safe on disk."""


class Continuation:
    """Stands between a run and its watcher. The first engine of a run has nothing behind it."""

    departures: Departures | None = None  # without --move nothing departs

    def __init__(self, slate: Slate, books: Books, watcher: Watcher) -> None:
        self.slate = slate
        self._books = books
        self.watcher = watcher
        self._done = _Marks(b"")
        self._told = _Marks(slate.told())

    def begin(self) -> str:
        """The run's name: a new one, or that which an engine before this one gave it."""
        if not self.slate.run:
            self.slate.begin(secrets.token_hex(4), self._books.journal.length if self._books.journal else 0)
        return self.slate.run

    async def catch_up(self, tally: Tally) -> None:
        """Count what this run did before, and tell what nobody was told of. Raises RunError."""
        done, untold = bytearray(), []
        for outcome in self._recorded():
            done += _mark(outcome.source)
            tally.found += 1
            tally.bytes_found += outcome.source.size
            self.slate.hands.settle(outcome.source.name)
            if outcome.source in self._told:
                tally.add(outcome)
            else:
                untold.append(outcome)
        self._done = _Marks(done)
        if self.departures:
            untold = await self.departures.see_off(self.departures.parties.keep_for_late(untold))
        for outcome in untold:
            tally.add(outcome)
        self.tell(untold)
        if self._books.error_log:
            await self._books.error_log.append(untold)

    def rest(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The batches without what this run has done before; none of them empty."""
        if not self._done:
            yield from batches
            return
        for batch in batches:
            rest = batch.those(lambda source: source not in self._done)
            if rest:
                yield rest

    async def see_off(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Those that may be told, now that originals that are to leave SRC have left it. Raises RunError."""
        if not self.departures or not outcomes:
            return outcomes
        return await self.departures.see_off(self.departures.parties.complete(outcomes))

    async def see_off_rest(self, tally: Tally) -> list[Outcome]:
        """What was held back, once everything else is counted. Raises RunError."""
        if not self.departures:
            return []
        parties = self.departures.parties
        is_whole = tally.walked and tally.done + parties.waiting == tally.found
        return await self.departures.see_off(parties.rest(is_whole=is_whole))

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Tell of each outcome once in a run, and note that, one by one: this process may die at any moment."""
        diary.tell(outcomes)
        if not self.slate.supervisor:
            self.watcher.tell(outcomes)
            return
        for outcome in outcomes:
            if not self._told or outcome.source not in self._told:
                self.watcher.tell([outcome])
                self.slate.note_told(_mark(outcome.source))
            self.slate.hands.settle(outcome.source.name)

    def _recorded(self) -> Iterator[Outcome]:
        """The outcomes of this run in the journal. A dry run has none, and foretells the same again."""
        if self.slate.after and self._books.journal:
            for record, _end in read_records(self._books.journal.path, self.slate.begun):
                if record["kind"] == "outcome":
                    yield from_record(record)


class _Marks:
    """Which files are meant, at 8 bytes each: there may be millions. In parts: what is being sorted takes 40 each."""

    def __init__(self, marks: bytes | bytearray) -> None:
        whole = array("Q", marks)
        self._parts = [array("Q", sorted(whole[at : at + _PART])) for at in range(0, len(whole), _PART)]

    def __bool__(self) -> bool:
        return bool(self._parts)

    def __contains__(self, source: Source) -> bool:
        mark = int.from_bytes(_mark(source), sys.byteorder)
        return any(_holds(part, mark) for part in self._parts)


def _holds(part: "array[int]", mark: int) -> bool:
    place = bisect_left(part, mark)
    return place < len(part) and part[place] == mark


def _mark(source: Source) -> bytes:
    return blake2b(os.fsencode(source.name), digest_size=8).digest()
