"""A run in a thread of its own, with an event loop of its own: as the library works it for its host.

The host's loop is one that nobody here started, and may be trio's; a loop over outcomes can be left at any point, where
no task group may stand open (PEP 789). So the run has its own, and the two meet at a handover.
"""

import threading
from collections.abc import Sequence

import anyio
from anyio import Event, create_task_group, move_on_after, sleep, sleep_forever

from vipsort.flow import diary
from vipsort.flow.handover import Handover
from vipsort.flow.run import Run
from vipsort.flow.session import FINISHING, GRACE, Session
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.photo.errors import RunError
from vipsort.photo.model import Outcome

_GLANCE = 0.5  # seconds between two looks at whether the host is still there


class Hosted:
    """Works one run; is told its outcomes, and hands them over."""

    every_file = True

    def __init__(self, settings: Settings, handover: Handover) -> None:
        self._settings = settings
        self._handover = handover
        self.tally = Tally()
        self.snapshot: Snapshot | None = None
        self.is_deserted = False
        """Whether a share that does not answer keeps the thread, for which nobody is to wait."""

    def work(self) -> None:
        """All of the run, for a thread to do; what goes wrong is for the host to hear."""
        trouble: BaseException | None = None
        try:
            anyio.run(self._work)
        except BaseException as error:  # noqa: BLE001 - the end of a thread: the host raises it
            trouble = error
        self._handover.finish(trouble)
        self._handover.part()

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Outcomes that are safe on disk."""
        self._handover.tell(outcomes)

    async def _work(self) -> None:
        with Session(self._settings, self, Slate(), diary.remark) as session:
            run, self.tally = session.run, session.run.tally
            self._room = Event()
            run.held_back_by(self._until_there_is_room)
            trouble: RunError | None = None
            async with create_task_group() as beside:
                beside.start_soon(self._attend, run)
                beside.start_soon(self._desert, run)
                try:
                    await session.work()
                except RunError as error:
                    trouble = error
                beside.cancel_scope.cancel()
            self.snapshot = run.snapshot()
            if trouble:
                raise trouble
            for remark in session.remarks:
                diary.remark(remark)

    async def _until_there_is_room(self) -> None:
        while self._handover.is_full:
            await self._room.wait()

    async def _attend(self, run: Run) -> None:
        """Let the run go on when there is room, and end in order when nobody wants more of it."""
        while not self._handover.is_left and threading.main_thread().is_alive():
            self.snapshot = run.snapshot()
            with move_on_after(_GLANCE):
                await self._handover.wanted.heard()
            self._let_on()
        run.stop()
        self._handover.is_left = True
        self._let_on()
        with move_on_after(FINISHING):
            await sleep_forever()
        run.stop_now()

    def _let_on(self) -> None:
        waited, self._room = self._room, Event()
        waited.set()

    async def _desert(self, run: Run) -> None:
        """Tell the host where a share that does not answer keeps the run from its own end."""
        await run.reach.lost.wait()
        await sleep(GRACE)
        self.is_deserted = True
        self._handover.finish(RunError(run.reach.why))
