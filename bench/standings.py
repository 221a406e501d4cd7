"""How a race ended, as tables: the contestants side by side, and what was asked against what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import describe
from race import RUNS_HEAD, Results, Run, ratio
from table import Row, markdown, publish, write_csv

_HEAD = ("command", "wall s", "CPU s", "peak MB", "pictures/s", "CPU ms/picture", "CPU/base", "wall/base", "out MB")
_GOALS_HEAD = ("asked", "at most", "found", "")


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked: a number that is at most so large; nothing found where a peer is missing."""

    what: str
    most: float
    found: float | None

    def row(self) -> Row:
        """The values under the head of the goals' table."""
        if self.found is None:
            return (self.what, self.most, "-", "not measured")
        return (self.what, self.most, self.found, "met" if self.found <= self.most else "falls short")


@dataclass(frozen=True, slots=True)
class Report:
    """What is kept of a table: its name, its text, what is known of the corpus, and who could not take part."""

    name: str
    text: str
    facts: dict[str, object]
    missing: Sequence[str] = ()


def standings(runs: Sequence[Run], pictures: int) -> str:
    """A table of one job: medians over the rounds, ratios of the same round."""
    names = list(dict.fromkeys(run.command for run in runs if run.round == 0))
    return markdown(_HEAD, [_row(name, runs, pictures) for name in names])


def goals(asked: Sequence[Goal]) -> str:
    """A table of what was asked and what was found."""
    return markdown(_GOALS_HEAD, [goal.row() for goal in asked])


def peak_mb(runs: Sequence[Run], name: str) -> float | None:
    """The largest peak of all rounds, in MB."""
    return max((run.cost.peak_bytes / 1e6 for run in runs if run.command == name), default=None)


def keep(report: Report, results: Results, out: Path) -> None:
    """Print the text; keep it with the single runs as CSV and the machine as JSON."""
    missing = [*report.missing, *results.out]
    publish(out, f"{report.name}.md", report.text + "".join(f"\nmissing: {words}\n" for words in missing))
    write_csv(out / f"{report.name}.csv", RUNS_HEAD, [run.row() for run in results.runs])
    machine = describe({**report.facts, "missing": missing})
    (out / f"{report.name}-machine.json").write_text(machine, encoding="utf-8")


def _row(name: str, runs: Sequence[Run], pictures: int) -> Row:
    own = [run for run in runs if run.command == name]
    wall = median(run.cost.wall_s for run in own)
    cpu = median(run.cost.cpu_s for run in own)
    return (
        name,
        wall,
        cpu,
        max(run.cost.peak_bytes for run in own) / 1e6,
        pictures / wall,
        cpu / pictures * 1e3,
        ratio(runs, "cost.cpu_s", name, own[0].base) or 0.0,
        ratio(runs, "cost.wall_s", name, own[0].base) or 0.0,
        median(run.made.size for run in own) / 1e6,
    )
