"""A run as an iterator of its outcomes: what the library gives."""

import threading
from collections import deque
from typing import Self

from anyio import CancelScope
from anyio.lowlevel import checkpoint

from vipsort.flow import diary
from vipsort.flow.handover import Handover
from vipsort.flow.hosted import Hosted
from vipsort.flow.settings import Settings
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome


def run(settings: Settings) -> "Running":
    """A run, to be iterated over with ``async for`` under asyncio or trio, or with ``for``; it begins with that.

    Each file below `settings.src` gives one Outcome, once that is durable in `settings.dst`; those that have not
    changed since an earlier run give theirs too. Iterating raises UsageError where SRC and DST cannot be what they are
    said to be, and RunError where the run cannot go on: what was done is safe then, and the next run goes on from it.
    """
    return Running(settings)


class Running:
    """A run under way, to be worked once, by one loop.

    ``async with run(settings) as running`` waits at its end until the run has ended in order: the pictures in hand are
    finished, the books are closed, DST is free. So does ``with``. A loop that is left without either only asks for it.
    """

    def __init__(self, settings: Settings) -> None:
        self._handover = Handover()
        self._hosted = Hosted(settings, self._handover)
        self._thread: threading.Thread | None = None
        self._batch: deque[Outcome] = deque()
        self._has_parted = False

    @property
    def tally(self) -> Tally:
        """The counts so far, in the end all of them; they are some hundreds ahead of the outcomes that were given."""
        return self._hosted.tally

    @property
    def snapshot(self) -> Snapshot | None:
        """The run as it stood half a second ago at most: counts, budgets, memory; None before it has begun."""
        return self._hosted.snapshot

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome:
        """The next outcome; one that was waited for in vain, and cancelled, comes the next time."""
        if not self._batch:
            await checkpoint()
        while not self._is_ready():
            await self._handover.told.heard()
        if not self._batch:
            self._end()
            raise StopAsyncIteration
        return self._batch.popleft()

    async def aclose(self) -> None:
        """Have the run end in order and wait for that, even where this is cancelled. Raises RunError."""
        self._leave()
        with CancelScope(shield=True):
            while not self._handover.is_over:
                await self._handover.told.heard()
        self._end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            await self.aclose()
        except Exception as trouble:
            if error is None:
                raise
            diary.pass_over(trouble)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome:
        """The next outcome, for a thread without an event loop."""
        while not self._is_ready():
            self._handover.told.hear()
        if not self._batch:
            self._end()
            raise StopIteration
        return self._batch.popleft()

    def close(self) -> None:
        """Have the run end in order and wait for that. Raises RunError."""
        self._leave()
        while not self._handover.is_over:
            self._handover.told.hear()
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            self.close()
        except Exception as trouble:
            if error is None:
                raise
            diary.pass_over(trouble)

    def __del__(self) -> None:
        """Nobody can want more: the run ends in order, by itself."""
        if not self._has_parted:
            self._leave()
            self._part()

    def _is_ready(self) -> bool:
        """Whether there is an outcome at hand, or will never be one again."""
        if self._thread is None and not self._has_parted:
            self._thread = threading.Thread(target=self._hosted.work, name="vipsort run")
            self._thread.start()
        is_over = self._handover.is_over  # asked first: all is told before it is over
        if not self._batch:
            self._batch.extend(self._handover.take())
        return bool(self._batch) or is_over

    def _leave(self) -> None:
        if self._has_parted:
            return
        self._batch.clear()
        self._handover.leave()
        if self._thread is None:
            self._handover.finish(None)

    def _end(self) -> None:
        """Let the thread end, and raise what ended it, once."""
        if self._has_parted:
            return
        if self._thread and not self._hosted.is_deserted:
            self._thread.join()
        self._part()
        if trouble := self._handover.trouble:
            raise trouble

    def _part(self) -> None:
        self._has_parted = True
        self._handover.part()
        if self._thread is None:
            self._handover.part()
