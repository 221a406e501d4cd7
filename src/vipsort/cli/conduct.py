"""A run conducted for a person or a program: signals, progress, events, summary and exit code."""

import gc
import os
import signal
import sys
from typing import NoReturn

import anyio
from anyio import create_task_group, move_on_after, open_signal_receiver, sleep
from anyio.abc import TaskStatus

from vipsort.cli.exits import Exit, tell_stop
from vipsort.flow.run import Run
from vipsort.flow.session import FINISHING, GRACE, Session
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.photo.errors import RunError
from vipsort.show.reporter import Reporter
from vipsort.store.tries import retry_silently

_CODES = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}


def conduct(settings: Settings, reporter: Reporter) -> Exit:
    """Work a run to its end. Raises UsageError, RunError."""
    gc.freeze()  # what is loaded by now stays
    gc.enable()
    retry_silently()
    conductor = _Conductor(settings, reporter)
    anyio.run(conductor.work)
    if conductor.hurried:
        leave(conductor.code)
    return conductor.code


def leave(code: Exit) -> NoReturn:
    """End the process at once: a thread may still be deep in a picture or in a share, and would keep it."""
    sys.stdout.flush()
    sys.stderr.flush()
    Slate.handed_on().leave(code)
    os._exit(code)


class _Conductor:
    """Works a session, and listens to signals and has its progress shown meanwhile."""

    def __init__(self, settings: Settings, reporter: Reporter) -> None:
        self._settings = settings
        self._reporter = reporter
        self._slate = Slate.handed_on()
        self.code = Exit.WELL
        self.hurried = False

    async def work(self) -> None:
        """Until the run is over. Raises UsageError, RunError."""
        self._reporter.begin(self._settings)
        with Session(self._settings, self._reporter, self._slate) as session:
            self._reporter.meet(session.run)
            if not self._slate.is_announced:
                self._reporter.announce(self._settings, self._slate.run)
                self._slate.announce()
            await self._accompanied(session)
            tally = session.run.tally
            self.hurried = self.hurried or session.run.reach.keeps_threads
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
            beside.start_soon(_desert, session.run)
            beside.start_soon(self._reporter.accompany, session.run, self._slate)
            try:
                await session.work()
            except RunError as error:
                trouble = error
            beside.cancel_scope.cancel()
        if trouble and session.run.reach.keeps_threads:
            tell_stop(trouble)
            leave(Exit.STOPPED)
        if trouble:
            raise trouble

    async def _listen(self, run: Run, *, task_status: TaskStatus[None]) -> None:
        """The first signal lets the pictures in hand finish, if they do so soon; the second one does not."""
        with open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            task_status.started()
            self.code = _CODES[await anext(signals)]
            self._slate.hear()
            run.stop()
            sys.stderr.write(
                f"stopping: the pictures in hand have {FINISHING} seconds to be finished; once more to stop now\n"
            )
            with move_on_after(FINISHING):
                await anext(signals)
                self._slate.hear()
            self.hurried = True
            run.stop_now()


async def _desert(run: Run) -> None:
    """End the process where a share that does not answer keeps the run from its own end."""
    await run.reach.lost.wait()
    await sleep(GRACE)
    tell_stop(RunError(run.reach.why))
    leave(Exit.STOPPED)
