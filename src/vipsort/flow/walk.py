"""The tree below SRC on its way into a run: listed, settled and counted, a batch at a time."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from anyio import BrokenResourceError
from anyio.streams.memory import MemoryObjectSendStream

from vipsort.flow.books import Books
from vipsort.flow.pulse import Pulse
from vipsort.flow.settings import Settings
from vipsort.flow.tally import Tally
from vipsort.store.batch import Batch
from vipsort.store.listing import Bearing
from vipsort.store.root import Root
from vipsort.store.scan import scan

if TYPE_CHECKING:
    from vipsort.flow.settling import Settling

Rest = Callable[[Iterator[Batch]], Iterator[Batch]]
"""The batches without what is done already, none of them empty."""


class Walk:
    """Walks once. What is found counts; what may still be growing waits, where that is asked for."""

    def __init__(self, settings: Settings, src: Root, books: Books, tally: Tally) -> None:
        self._src = src
        self._reach = books.reach
        self._tally = tally
        self._only = "" if settings.src.is_dir() else settings.src.name
        self._pulse = Pulse()
        self._bearing = Bearing(settings.limits.retries, self._pulse.beat)
        self._settling = _settling(settings.settle, settings, src, books) if settings.settle else None

    def looked_at_by(self, bearing: Bearing) -> Iterator[Batch]:
        """Another walk through the same tree."""
        return scan(self._src, self._only, bearing)

    async def work(self, walked: MemoryObjectSendStream[Batch], rest: Rest) -> None:
        """Send the tree, no further ahead than the channel is long."""
        batches = rest(self.looked_at_by(self._bearing))
        async with walked:
            while batch := await self._listed(batches):
                if batch.has_lost:
                    await self._reach.check(self._src)
                if self._settling and not (batch := await self._settled(batch, self._settling)):
                    continue
                self._tally.found += len(batch)
                self._tally.bytes_found += batch.size
                try:
                    await walked.send(batch)
                except BrokenResourceError:
                    return  # nobody wants more
        if self._settling:
            self._settling.end()
        self._tally.walked = True

    async def _listed(self, batches: Iterator[Batch]) -> Batch | None:
        began = time.monotonic()
        following: Callable[[], Batch | None] = partial(next, batches, None)
        batch = await self._reach.walk(self._src, following, self._pulse)
        self._tally.scan_seconds += time.monotonic() - began
        return batch

    async def _settled(self, batch: Batch, settling: "Settling") -> Batch:
        settled = await settling.settled(batch, self._reach, self._pulse)
        self._tally.waiting += len(batch) - len(settled)
        return settled


def _settling(seconds: float, settings: Settings, src: Root, books: Books) -> "Settling":
    from vipsort.flow.settling import Settling  # noqa: PLC0415 - only who asks for it needs it

    return Settling(seconds, src, books.index, settings.policy.selection)
