"""The one writer of state: outcomes become durable names, journal lines, index rows and counts, in that order."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from anyio import EndOfStream, create_task_group, move_on_after
from anyio.streams.memory import MemoryObjectReceiveStream

from vipsort.flow.books import Books
from vipsort.flow.machine import resident_memory
from vipsort.flow.pace import Pace
from vipsort.flow.resume import Continuation
from vipsort.flow.spoken_for import SpokenFor
from vipsort.flow.tally import Tally
from vipsort.photo.errors import RunError, Unplaceable
from vipsort.photo.model import Outcome
from vipsort.store.folders import sync_folder
from vipsort.store.records import to_record

_BATCH = 256  # outcomes that share one fsync of each folder and of the journal
_LINGER = 0.2  # seconds that the first of a batch waits for more; nobody waits for it meanwhile


class Clerk:
    """Takes outcomes from a channel until it is closed."""

    def __init__(self, books: Books, spoken_for: SpokenFor, tally: Tally, continuation: Continuation) -> None:
        self._books = books
        self._spoken_for = spoken_for
        self._tally = tally
        self._continuation = continuation
        self._pace = Pace(tally, lambda: continuation.slate.seconds, resident_memory)

    async def work(self, outcomes: MemoryObjectReceiveStream[Sequence[Outcome]]) -> None:
        """Record everything that comes, many at a time where many wait."""
        async with outcomes:
            async for first in outcomes:
                batch = list(first)
                with suppress(EndOfStream), move_on_after(_LINGER):
                    while len(batch) < _BATCH:
                        batch += await outcomes.receive()
                await self._record(batch)
        await self._tell(await self._continuation.see_off_rest(self._tally))

    async def _record(self, batch: list[Outcome]) -> None:
        """Make a batch durable, then known. Raises RunError."""
        books = self._books
        if books.journal:
            async with create_task_group() as syncs:  # one after the other, the clerk fell behind by half of a run
                for folder in sorted({outcome.target.rpartition("/")[0] for outcome in batch if outcome.placed_digest}):
                    syncs.start_soon(self._sync, folder)
        records = [to_record(outcome) for outcome in batch if not outcome.unwritten]
        if books.journal:
            with books.reach.answering(books.dst):
                await books.journal.append([*records, *self._pace.sample()])
        for record in records:
            books.index.apply(record)
        books.commit()
        for outcome in batch:
            if not outcome.unwritten:
                self._spoken_for.forget(outcome)
        await self._tell(await self._continuation.see_off(batch))

    async def _tell(self, batch: list[Outcome]) -> None:
        for outcome in batch:
            self._tally.add(outcome)
        self._continuation.tell(batch)
        if self._books.error_log:
            await self._books.error_log.append(batch)

    async def _sync(self, folder: str) -> None:
        dst = self._books.dst
        try:
            await self._books.reach.write(dst, partial(sync_folder, dst, folder))
        except Unplaceable as error:
            raise RunError(f"what lies in {dst.path / folder} cannot be made durable: {error}") from error
