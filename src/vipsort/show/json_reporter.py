"""A run told to programs: one JSON object a line on stdout, and nothing else there."""

import time
from collections.abc import Sequence

from anyio import create_task_group, sleep

from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.course import Course
from vipsort.show.events import outcome_event, progress_event, start_event, summary_event
from vipsort.show.reporter import QuietReporter
from vipsort.show.stdout import Stdout

_EVERY = 1.0  # seconds between two events of progress


class JsonReporter(QuietReporter):
    """For programs: JSON on stdout and nothing else."""

    every_file = True

    def __init__(self) -> None:
        self._stdout = Stdout()

    def announce(self, settings: Settings, run: str) -> None:
        """The first line."""
        self._stdout.say(start_event(settings, run) + "\n")

    async def accompany(self, run: Run, slate: Slate) -> None:
        """A line every second."""
        course, began = Course(), time.monotonic()
        async with create_task_group() as beside:
            beside.start_soon(run.look_ahead)
            while not self._stdout.is_gone:
                await sleep(_EVERY)
                snapshot = run.snapshot()
                course.see(time.monotonic() - began, snapshot)
                self._stdout.offer(progress_event(snapshot, course, slate.seconds) + "\n")

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line each."""
        self._stdout.say("".join(outcome_event(outcome) + "\n" for outcome in outcomes))

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The last line."""
        self._stdout.say(summary_event(tally, seconds) + "\n")
