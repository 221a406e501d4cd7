"""A run: every file below SRC gets its outcome, as a stream through bounded channels."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from anyio import BrokenResourceError, CancelScope, create_memory_object_stream, create_task_group, sleep, to_thread

from vipsort.flow.admit import Admission
from vipsort.flow.ahead import Ahead
from vipsort.flow.books import Books
from vipsort.flow.clerk import Clerk
from vipsort.flow.doors import Doors
from vipsort.flow.examine import Examiner
from vipsort.flow.isolation import Isolation
from vipsort.flow.journey import Journey
from vipsort.flow.machine import resident_memory
from vipsort.flow.reach import Reach
from vipsort.flow.resume import Continuation
from vipsort.flow.settings import Settings
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.spoken_for import SpokenFor
from vipsort.flow.tally import Tally
from vipsort.flow.traffic import Traffic
from vipsort.flow.walk import Walk
from vipsort.flow.workload import Workload
from vipsort.photo.effort import effort
from vipsort.photo.errors import RunError, first_of
from vipsort.photo.model import Outcome
from vipsort.pixels.engine import give_back_memory
from vipsort.store.listing import Bearing
from vipsort.store.root import Root
from vipsort.store.share import on_share

_OUTCOMES_WAITING = 64
_TIDY_EVERY = 2  # seconds
_LEAVING = 1  # seconds that the others get when a picture cannot be stopped


class Run:
    """One run, to be worked once. `stop` lets the pictures in hand finish, `stop_now` does not."""

    def __init__(self, settings: Settings, src: Root, books: Books, continuation: Continuation) -> None:
        limits = settings.limits
        spoken_for = SpokenFor(books)
        self.tally = Tally()
        self._walk = Walk(settings, src, books, self.tally)
        treatment = settings.policy.treatment
        self._workload = Workload(partial(effort, treatment=treatment, cores=limits.parallel))
        self._admission = Admission(
            settings.policy, books.index, move=settings.move, tell_each=continuation.watcher.every_file
        )
        if continuation.departures:
            self._admission = replace(self._admission, expect=continuation.departures.parties.expect)
        self._doors = Doors.of(limits, books.reach)
        self._continuation = continuation
        self._clerk = Clerk(books, spoken_for, self.tally, continuation)
        self._isolation = Isolation(continuation.slate, limits.timeout, self._doors.cores, self._doors.in_hand)
        examiner = Examiner.of(settings, src, continuation.slate)
        journey = Journey(settings, examiner, spoken_for, self._doors, self._isolation)
        self._traffic = Traffic(self._admission, self._doors, journey, self.tally, self._workload, limits.held_whole)
        names_alone = on_share(settings.src)
        again = self._walk.looked_at_by(Bearing(looks=not names_alone))
        self._ahead = Ahead(again, self._admission, self._workload, names_alone=names_alone)

    async def work(self) -> None:
        """Give every source its outcome and see all of them recorded. Raises RunError after what was done is safe."""
        send, receive = create_memory_object_stream[Sequence[Outcome]](_OUTCOMES_WAITING)
        trouble: RunError | None = None
        try:
            async with create_task_group() as clerks:
                clerks.start_soon(self._clerk.work, receive)
                clerks.start_soon(self._tidy, tidying := CancelScope())
                clerks.start_soon(self._leave_when_stuck, staying := CancelScope())
                async with send:
                    try:
                        await self._traffic.work(self._walk, self._continuation.rest, send)
                    except* RunError as group:
                        trouble = first_of(group)
                    except* BrokenResourceError:
                        pass  # the clerk is gone, and its own error says why
                tidying.cancel()
                staying.cancel()
        except* RunError as group:  # the clerk's own: the journal, the log, or whoever is told
            trouble = first_of(group)
        if trouble:
            raise trouble
        if not self.was_stopped and self.tally.done != self.tally.found:
            raise AssertionError(f"{self.tally.found} files found and {self.tally.done} outcomes")

    def stop(self) -> None:
        """Open no further file."""
        self._traffic.is_stopped = True

    def stop_now(self) -> None:
        """Let go of the pictures in hand."""
        self._traffic.let_go()

    def held_back_by(self, wait: Callable[[], Awaitable[None]]) -> None:
        """Wait before each batch is admitted, for whoever cannot be told at any pace."""
        self._traffic.hold_back = wait

    @property
    def was_stopped(self) -> bool:
        """Whether it ended, or will end, before the whole tree was seen."""
        return self._traffic.is_stopped

    @property
    def is_stuck(self) -> bool:
        """Whether it stopped because a picture cannot be, and goes on in a new process."""
        return self._isolation.stuck.is_set()

    @property
    def reach(self) -> Reach:
        """SRC and DST, as far as they answer."""
        return self._doors.reach

    def snapshot(self) -> Snapshot:
        """The run as it stands now."""
        doors = self._doors
        held, pixels = doors.bytes_held.statistics(), doors.pixels_held.statistics()
        prospect = self._ahead.prospect(self.tally)
        return Snapshot(self.tally, held, pixels, resident_memory(), doors.in_hand.longest(), prospect)

    def made_folders(self) -> list[str]:
        """The folders of DST that earlier runs made."""
        return self._admission.index.made_folders()

    def placed_in_folders(self) -> dict[str, int]:
        """How many files earlier runs placed in each folder of DST."""
        return self._admission.index.placed_in_folders()

    async def look_ahead(self) -> None:
        """Count what is before the run, beside it, for whoever looks."""
        await self._ahead.work(self.reach)

    async def _tidy(self, until_cancelled: CancelScope) -> None:
        """Keep what is freed from piling up: a long run holds no more than a short one."""
        with until_cancelled:
            while True:
                await sleep(_TIDY_EVERY)
                await to_thread.run_sync(give_back_memory)

    async def _leave_when_stuck(self, until_cancelled: CancelScope) -> None:
        """Let what is nearly done be done, and go."""
        with until_cancelled:
            await self._isolation.stuck.wait()
            self.stop()
            await sleep(_LEAVING)
            self.stop_now()
