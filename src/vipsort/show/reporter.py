"""What is printed while a run goes on and when it is over: data on stdout, all else on stderr."""

import sys
import time
from collections.abc import Sequence
from typing import Protocol

from anyio import create_task_group, sleep

from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.board import is_terminal
from vipsort.show.course import Course
from vipsort.show.events import outcome_event, progress_event, start_event, summary_event
from vipsort.show.lines import line, trace
from vipsort.show.manner import Manner
from vipsort.show.stdout import Stdout
from vipsort.show.summary import plain_summary, table

_EVERY = 1.0  # seconds between two events of progress


class Reporter(Protocol):
    """Is told of outcomes in batches, and of the whole at the end.

    Files that have not changed are counted only, unless `every_file` is wanted.
    """

    every_file: bool

    def begin(self, settings: Settings) -> None:
        """The run is about to start."""

    def meet(self, run: Run) -> None:
        """The run is there, in this engine or the next one."""

    def announce(self, settings: Settings, run: str) -> None:
        """The run has a name and begins; told once, however many engines work it."""

    async def accompany(self, run: Run, slate: Slate) -> None:
        """Show how the run gets on, until cancelled."""

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Outcomes that are safe on disk."""

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The run is over."""


def reporter_for(settings: Settings, manner: Manner) -> Reporter:
    """The reporter that fits who listens."""
    if manner.json:
        return JsonReporter()
    if manner.quiet:
        return QuietReporter()
    return PlainReporter(verbose=manner.verbose, dry=settings.dry_run)


class QuietReporter:
    """For cron: only what somebody should look at."""

    every_file = False

    def begin(self, settings: Settings) -> None:
        """Warn of what cannot be taken back."""
        if settings.move and not settings.trash and not settings.dry_run and settings.policy.treatment.makes_anew:
            sys.stderr.write("--move removes originals of pictures that are made anew; --trash DIR would keep them\n")

    def meet(self, run: Run) -> None:
        """Nothing to ask of it."""

    def announce(self, settings: Settings, run: str) -> None:
        """Nothing to say."""

    async def accompany(self, run: Run, slate: Slate) -> None:
        """Nothing to show."""

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line for each trouble."""
        for outcome in outcomes:
            if outcome.wants_a_look:
                sys.stderr.write(line(outcome) + "\n")

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """Nothing to say."""


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


class PlainReporter(QuietReporter):
    """For people: progress and a table on a terminal, plain lines in a pipe."""

    def __init__(self, *, verbose: bool, dry: bool = False) -> None:
        self._stdout = Stdout()
        self._verbose = verbose
        self.every_file = verbose or dry
        self._dry = dry

    async def accompany(self, run: Run, slate: Slate) -> None:
        """Draw on a terminal, where lines that tell of each file would not push it away."""
        if not self.every_file:
            await drawn(run, slate)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line for each file, or for each trouble only."""
        if not self.every_file:
            super().tell(outcomes)
            return
        self._stdout.say("".join(line(outcome) + "\n" + trace(outcome) * self._verbose for outcome in outcomes))

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The counts."""
        if self._dry:
            sys.stderr.write("a dry run: nothing was written, and the sizes of new pictures are estimates\n")
        if sys.stdout.isatty():
            table(tally, seconds)
        else:
            self._stdout.say(plain_summary(tally, seconds))


async def drawn(run: Run, slate: Slate) -> None:
    """Draw the run on the terminal until cancelled, if there is one."""
    if not is_terminal(sys.stderr):
        return
    from vipsort.show.progress import draw  # noqa: PLC0415 - rich is only loaded where it is seen

    async with create_task_group() as beside:
        beside.start_soon(run.look_ahead)
        await draw(run.snapshot, slate)
