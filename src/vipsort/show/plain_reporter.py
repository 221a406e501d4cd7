"""A run told to people: a table and progress on a terminal, lines in a pipe; data on stdout, all else on stderr."""

import sys
from collections.abc import Sequence

from anyio import create_task_group

from vipsort.flow.run import Run
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.board import is_terminal
from vipsort.show.lines import line, trace
from vipsort.show.reporter import QuietReporter
from vipsort.show.stdout import Stdout
from vipsort.show.summary import plain_summary, table


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
