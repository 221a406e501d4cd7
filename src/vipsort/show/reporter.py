"""What is printed while a run goes on and when it is over: data on stdout, all else on stderr."""

import os
import sys
from collections.abc import Sequence
from typing import Protocol

from vipsort.flow.settings import Settings
from vipsort.flow.tally import Tally
from vipsort.photo.errors import RunError
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.events import outcome_event, summary_event
from vipsort.show.lines import line, trace
from vipsort.show.manner import Manner
from vipsort.show.summary import plain_summary, table

_TROUBLE = {Verdict.QUARANTINED, Verdict.FAILED}


class Reporter(Protocol):
    """Is told of outcomes in batches, and of the whole at the end.

    Files that have not changed are counted only, unless `every_file` is wanted.
    """

    draws_progress: bool
    every_file: bool

    def begin(self, settings: Settings) -> None:
        """The run is about to start."""

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


class JsonReporter:
    """For programs: JSON on stdout and nothing else."""

    draws_progress = False
    every_file = True

    def begin(self, settings: Settings) -> None:
        """Warn of what cannot be taken back."""
        _warn(settings)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line each."""
        _say("".join(outcome_event(outcome) + "\n" for outcome in outcomes))

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The last line."""
        _say(summary_event(tally, seconds) + "\n")


class QuietReporter:
    """For cron: only what somebody should look at."""

    draws_progress = False
    every_file = False

    def begin(self, settings: Settings) -> None:
        """Warn of what cannot be taken back."""
        _warn(settings)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line for each trouble."""
        for outcome in outcomes:
            if outcome.verdict in _TROUBLE or outcome.stays or outcome.unchecked:
                sys.stderr.write(line(outcome) + "\n")

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """Nothing to say."""


class PlainReporter(QuietReporter):
    """For people: progress and a table on a terminal, plain lines in a pipe."""

    def __init__(self, *, verbose: bool, dry: bool = False) -> None:
        self._verbose = verbose
        self.every_file = verbose or dry
        self._dry = dry
        self.draws_progress = sys.stderr.isatty() and not self.every_file

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line for each file, or for each trouble only."""
        if not self.every_file:
            super().tell(outcomes)
            return
        _say("".join(line(outcome) + "\n" + trace(outcome) * self._verbose for outcome in outcomes))

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The counts."""
        if self._dry:
            sys.stderr.write("a dry run: nothing was written, and the sizes of new pictures are estimates\n")
        if sys.stdout.isatty():
            table(tally, seconds)
        else:
            _say(plain_summary(tally, seconds))


def _warn(settings: Settings) -> None:
    if settings.move and not settings.trash and not settings.dry_run and settings.policy.treatment.makes_anew:
        sys.stderr.write("--move removes originals of pictures that are made anew; --trash DIR would keep them\n")


def _say(text: str) -> None:
    """Write to stdout at once. Raises RunError where nobody reads it any more."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        # What is still in the buffer would be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise RunError("nobody reads stdout any more") from error
