"""What a run tells that is a batch of a watch: its news alone, and the summary as the last line of stdout."""

import sys
from collections.abc import Sequence

from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.events import summary_event
from vipsort.show.json_reporter import JsonReporter
from vipsort.show.reporter import Reporter


class WatchedReporter:
    """Stands before another reporter. What the next batch would find out again without opening a file is no news."""

    every_file = False

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter

    def begin(self, settings: Settings) -> None:
        """Warn of what cannot be taken back."""
        self._reporter.begin(settings)

    def meet(self, run: Run) -> None:
        """The run is there."""
        self._reporter.meet(run)

    def announce(self, settings: Settings, run: str) -> None:
        """A batch that begins is no news."""

    async def accompany(self, run: Run, slate: Slate) -> None:
        """Nor is how far it is."""

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """The news."""
        self._reporter.tell([outcome for outcome in outcomes if not outcome.unwritten])

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The last line."""
        if isinstance(self._reporter, JsonReporter):
            self._reporter.sum_up(tally, seconds)
            return
        sys.stdout.write(summary_event(tally, seconds) + "\n")
        sys.stdout.flush()
