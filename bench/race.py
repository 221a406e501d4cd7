"""Races: contestants do the same job in turns, and each is set against others of the same round."""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from statistics import median

from contestants import Contestant
from folders import Contents, contents
from measure import CommandError, Cost, measure
from table import Row

OURS = "vipsort"
_SAYS_IT = re.compile(r"\w*error: ", re.IGNORECASE)
RUNS_HEAD = ("round", "job", "command", "base", *(column.name for column in fields(Cost)), "files_out", "bytes_out")
"""The columns of every race's CSV; `base` is the command of the same job and round that ratios are to."""


@dataclass(frozen=True, slots=True)
class Race:
    """One job: who runs, which of them is the measure of all, and how many files each has to leave (None: any)."""

    job: str
    base: str
    corpus: Path
    leaves: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command in one round of one job."""

    round: int
    job: str
    command: str
    base: str
    cost: Cost
    made: Contents

    def row(self) -> Row:
        """The values under RUNS_HEAD."""
        cost = self.cost
        costs = (cost.wall_s, cost.user_s, cost.system_s, cost.peak_bytes)
        return (self.round, self.job, self.command, self.base, *costs, self.made.files, self.made.size)


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured, and who could not do the job, with the reason."""

    runs: list[Run]
    out: list[str]


def in_turns(race: Race, present: Sequence[Contestant], rounds: int, work: Path) -> Results:
    """Every round runs everyone, and each begins with another: a slow minute of the machine hits all alike."""
    results = Results([], [])
    field = list(present)
    for number in range(rounds):
        first = number % len(field)
        for contestant in field[first:] + field[:first]:
            try:
                results.runs.append(_one(contestant, race, number, work))
            except CommandError as error:
                if contestant.name in {OURS, race.base}:
                    raise
                results.out.append(f"{race.job}: {contestant.name}: {_reason(error, race.corpus)}")
                field.remove(contestant)
    out = {run.command for run in results.runs} - {contestant.name for contestant in field}
    return Results([run for run in results.runs if run.command not in out], results.out)


def ratios(runs: Sequence[Run], value: str, name: str, others: Sequence[str]) -> list[float]:
    """In each round, one contestant's `cost.cpu_s`, or another value, over the least of the others'."""
    found = []
    for number in sorted({run.round for run in runs}):
        values = {run.command: attrgetter(value)(run) for run in runs if run.round == number}
        against = [values[other] for other in others if other in values]
        if name in values and against:
            found.append(values[name] / min(against))
    return found


def ratio(runs: Sequence[Run], value: str, name: str, *others: str) -> float | None:
    """The median of these ratios; nothing where nobody of the others ran."""
    found = ratios(runs, value, name, others)
    return median(found) if found else None


def _reason(error: CommandError, corpus: Path) -> str:
    """The line that says it, or the last one, without the place of this machine's corpus."""
    lines = str(error).strip().replace(str(corpus), "SRC").splitlines()
    return next((line for line in lines if _SAYS_IT.match(line)), lines[-1])[:200]


def _one(contestant: Contestant, race: Race, number: int, work: Path) -> Run:
    turn = work / "turn"
    shutil.rmtree(turn, ignore_errors=True)
    target = turn / "made"
    target.mkdir(parents=True)
    os.sync()  # what the one before left to be written would be paid by this one
    cost = measure(contestant.command(race.corpus, target), turn)
    made = contents(target)
    shutil.rmtree(turn)
    if race.leaves is not None and made.files != race.leaves:
        raise CommandError(f"made {made.files} of {race.leaves} files")
    return Run(number, race.job, contestant.name, race.base, cost, made)
