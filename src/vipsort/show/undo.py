"""What is printed while a run is taken back: a line for each file that is left, and the counts."""

import json
import sys
from collections import Counter

from vipsort.flow.undo import Fate, TakenBack
from vipsort.photo.escape import shown
from vipsort.show.manner import Manner
from vipsort.store.runs import Told


class UndoReporter:
    """Tells of files one by one, and sums up."""

    def __init__(self, told: Told, manner: Manner, *, dry_run: bool) -> None:
        self._told = told
        self._manner = manner
        self._dry_run = dry_run
        self.counts: Counter[Fate] = Counter()

    def tell(self, taken: TakenBack) -> None:
        """One file."""
        self.counts[taken.fate] += 1
        if self._manner.json:
            self._say(_event(taken))
        elif taken.fate is Fate.LEFT:
            sys.stderr.write(_line(taken) + "\n")
        elif self._manner.verbose or self._dry_run:
            self._say(_line(taken))

    def sum_up(self, seconds: float) -> None:
        """The counts."""
        counts = {fate.value: self.counts[fate] for fate in Fate}
        if self._manner.json:
            said = {"event": "summary", "run": self._told.run, "at": self._told.at, **counts}
            self._say(json.dumps(said | {"seconds": round(seconds, 3)}))
        elif not self._manner.quiet:
            would = "would be " if self._dry_run else ""
            self._say(f"run {self._told.run} of {self._told.at} from {shown(str(self._told.src))}")
            self._say(f"{counts['returned']} originals {would}returned to their place")
            self._say(f"{counts['removed']} files {would}removed whose originals are there")
            self._say(f"{counts['left']} {would}left as they are")

    def _say(self, line: str) -> None:
        sys.stdout.write(line + "\n")


def _line(taken: TakenBack) -> str:
    name, target = shown(taken.deed.source), shown(taken.deed.target)
    match taken.fate:
        case Fate.RETURNED:
            return f"{target} -> {name}"
        case Fate.REMOVED:
            return f"{target}: removed, {name} is there"
        case Fate.LEFT:
            return f"{name}: left, {shown(taken.reason)}"


def _event(taken: TakenBack) -> str:
    deed = taken.deed
    return json.dumps(
        {
            "event": "undo",
            "source": deed.source,
            "target": deed.target or None,
            "fate": taken.fate.value,
            "reason": taken.reason or None,
        }
    )
