"""A run conducted for a person or a program: signals, progress, events, summary and exit code."""

import os
import signal
import sys

import anyio
from anyio import create_task_group, open_signal_receiver
from anyio.abc import TaskStatus

from vipsort.cli.exits import Exit
from vipsort.flow.run import Run
from vipsort.flow.session import Session
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.photo.errors import RunError
from vipsort.show.manner import Manner
from vipsort.show.reporter import reporter_for

_CODES = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}


def conduct(settings: Settings, manner: Manner) -> Exit:
    """Work a run to its end. Raises UsageError, RunError."""
    conductor = _Conductor(settings, manner)
    anyio.run(conductor.work)
    if conductor.hurried:
        # A thread may still be deep in a picture that nobody wants any more, and would keep the process.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(conductor.code)
    return conductor.code


class _Conductor:
    """Works a session, and listens to signals and draws progress meanwhile."""

    def __init__(self, settings: Settings, manner: Manner) -> None:
        self._settings = settings
        self._reporter = reporter_for(settings, manner)
        self._slate = Slate.handed_on()
        self.code = Exit.WELL
        self.hurried = False

    async def work(self) -> None:
        """Until the run is over. Raises UsageError, RunError."""
        self._reporter.begin(self._settings)
        with Session(self._settings, self._reporter.tell, self._slate) as session:
            await self._accompanied(session)
            tally = session.run.tally
        if session.run.is_stuck:
            self.hurried = True
            self.code = Exit.AGAIN if self.code is Exit.WELL else self.code
            return
        self._reporter.sum_up(tally, self._slate.seconds)
        for remark in session.remarks:
            sys.stderr.write(f"{remark}\n")
        if self.code is Exit.WELL and tally.troubled:
            self.code = Exit.TROUBLED

    async def _accompanied(self, session: Session) -> None:
        trouble: RunError | None = None
        async with create_task_group() as beside:
            await beside.start(self._listen, session.run)
            if self._reporter.draws_progress:
                from vipsort.show.progress import draw  # rich is only loaded where it is seen

                beside.start_soon(draw, session.run.snapshot)
            try:
                await session.work()
            except RunError as error:
                trouble = error
            beside.cancel_scope.cancel()
        if trouble:
            raise trouble

    async def _listen(self, run: Run, *, task_status: TaskStatus[None]) -> None:
        """The first signal lets the pictures in hand finish, the second one does not."""
        with open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            task_status.started()
            async for received in signals:
                self._slate.hear()
                if self.code is not Exit.WELL:
                    self.hurried = True
                    run.stop_now()
                    return
                self.code = _CODES[received]
                run.stop()
                sys.stderr.write("stopping: the pictures in hand are finished; once more to stop now\n")
