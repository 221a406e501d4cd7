"""Who is told of a run, while it goes on and when it is over; and who says only what somebody should look at."""

import sys
from collections.abc import Sequence
from typing import Protocol

from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.lines import line


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
