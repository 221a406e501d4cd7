"""What is printed of a plan: nothing of single files, and at its end the tree that would come."""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.board import is_terminal
from vipsort.show.events import summary_event
from vipsort.show.fitting import fitted
from vipsort.show.flattened import flattened
from vipsort.show.forecast import Folder, Forecast
from vipsort.show.json_reporter import JsonReporter
from vipsort.show.manner import Manner
from vipsort.show.plain_reporter import drawn
from vipsort.show.plan_tree import ANY_ROOM, REASONS_AT, Room, aside_lines, total_lines, tree_lines
from vipsort.show.reporter import QuietReporter, Reporter
from vipsort.show.stdout import Stdout

_REASONED = (Verdict.QUARANTINED, Verdict.SKIPPED, Verdict.FAILED)
_OTHER_LINES = 14  # that a screen holds beside the tree


class Gathering:
    """Sums up every outcome of a plan, whichever engine came to it: one that is started anew foretells all again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._forecast = Forecast()
        self._made: list[str] = []
        self._there: dict[str, int] = {}

    def listen(self, run: Run) -> None:
        """Hear of all that this run counts."""
        run.tally.also = self._forecast.add
        self._made = run.made_folders()
        self._there = run.placed_in_folders()

    @property
    def result(self) -> Forecast:
        """All of it, as it would lie there in the end."""
        folders: Mapping[str, Folder] = self._forecast.folders
        if self._settings.policy.arrangement.flatten:
            folders = flattened(folders, self._settings.dst, self._made)
        return replace(self._forecast, folders=_with_what_is_there(folders, self._there))


class PlanReporter(QuietReporter):
    """For people."""

    def __init__(self, settings: Settings, *, verbose: bool) -> None:
        self._gathering = Gathering(settings)
        self._verbose = verbose
        self._stdout = Stdout()

    def meet(self, run: Run) -> None:
        """Sum up what it counts."""
        self._gathering.listen(run)

    async def accompany(self, run: Run, slate: Slate) -> None:
        """Draw on a terminal."""
        await drawn(run, slate)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Nothing of single files."""

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The tree."""
        self._stdout.say("".join(f"{line}\n" for line in self._lines(tally, seconds)))
        estimates = ", and sizes with a ~ are estimates" if self._gathering.result.estimated else ""
        sys.stderr.write(f"a plan: nothing was written{estimates}\n")

    def _lines(self, tally: Tally, seconds: float) -> Iterator[str]:
        forecast = self._gathering.result
        tree = list(tree_lines(forecast.folders, self._room()))
        yield from [*tree, ""] if tree else []
        aside = [part for line in aside_lines(forecast, tally) for part in fitted(line, REASONS_AT)]
        yield from [*aside, ""] if aside else []
        for line in total_lines(forecast, tally, seconds):
            yield from fitted(line, REASONS_AT)

    def _room(self) -> Room:
        """Of the terminal on stdout, where there is one."""
        if not is_terminal(sys.stdout):
            return ANY_ROOM
        screen = shutil.get_terminal_size()
        return Room(None if self._verbose else max(1, screen.lines - _OTHER_LINES), screen.columns)


class PlanEvents(JsonReporter):
    """For programs: an object for each folder, and the summary; with --verbose one for each file too."""

    def __init__(self, settings: Settings, *, verbose: bool) -> None:
        super().__init__()
        self._gathering = Gathering(settings)
        self.every_file = verbose

    def meet(self, run: Run) -> None:
        """Sum up what it counts."""
        self._gathering.listen(run)

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """A line each, where that was asked for."""
        if self.every_file:
            super().tell(outcomes)

    def sum_up(self, tally: Tally, seconds: float) -> None:
        """The folders, what would be set aside, and the last line."""
        forecast = self._gathering.result
        lines = [_folder_event(path, folder) for path, folder in sorted(forecast.folders.items()) if folder.files]
        lines += [_aside_event(forecast), summary_event(tally, seconds)]
        self._stdout.say("".join(f"{line}\n" for line in lines))


def plan_reporter(settings: Settings, manner: Manner) -> Reporter:
    """The reporter that fits who listens."""
    if manner.json:
        return PlanEvents(settings, verbose=manner.verbose)
    return QuietReporter() if manner.quiet else PlanReporter(settings, verbose=manner.verbose)


def _with_what_is_there(folders: Mapping[str, Folder], there: Mapping[str, int]) -> dict[str, Folder]:
    """Folders in which something would come, and those in which something lies."""
    paths = {**folders, **dict.fromkeys(there.keys() - folders.keys(), Folder())}
    return {path: replace(folder, there=there.get(path, 0)) for path, folder in paths.items()}


def _folder_event(path: str, folder: Folder) -> str:
    return json.dumps(
        {
            "event": "folder",
            "folder": path,
            "files": folder.files,
            "bytes_in": folder.bytes_in,
            "bytes_out": folder.bytes_out,
            "estimated": folder.estimated,
            "numbered": folder.numbered,
            "there": folder.there,
            "first": str(folder.first) if folder.first else None,
            "last": str(folder.last) if folder.last else None,
        }
    )


def _aside_event(forecast: Forecast) -> str:
    reasons = {verdict.value: dict(forecast.reasons.get(verdict, {})) for verdict in _REASONED}
    return json.dumps({"event": "aside", "numbered": forecast.numbered, "bytes_spared": forecast.spared, **reasons})
