"""Growth: what a file costs in a first run over many tiny files against one over few, and what memory it takes."""

import os
import shutil
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from contestants import ours
from folders import workspace
from measure import measure
from options import parser
from program import SORT_ONLY, script
from race import OURS, Race, Results, Run, in_turns
from standings import Goal, Report, goals, keep
from table import Row, markdown

_HEAD = ("files", "runs", "wall s", "CPU s", "peak MB", "us CPU/file", "us wall/file", "CPU/first", "wall/first")


def main() -> None:
    """Run each count, the few before and after the many, and tell the cost of a file without that of an empty run."""
    words = _words()
    few, *more = sorted(words.counts)
    whole = Results([], [])
    with workspace(words.work) as work:
        for count in (0, few, *more, few, 0):
            rounds = 1 if count in more else words.rounds
            whole.runs.extend(_sorted(count, rounds, work))
    rows = [_row(count, few, whole.runs) for count in (few, *more)]
    cpu, wall = rows[-1][-2:]
    asked = [
        Goal(f"CPU per file, {more[-1]:,} against {few:,}", 1.05, float(cpu)),
        Goal(f"wall per file, {more[-1]:,} against {few:,}", 1.05, float(wall)),
    ]
    note = "Of each run the median of an empty run is taken off; peaks are whole.\n"
    keep(
        Report("growth", f"{markdown(_HEAD, rows)}\n{goals(asked)}\n{note}", {"counts": words.counts}), whole, words.out
    )


def _sorted(count: int, rounds: int, work: Path) -> list[Run]:
    """First runs over a tree of so many tiny pictures, which is made and removed."""
    tree = work / "tiny"
    tree.mkdir()
    if count:
        measure(script("tiny.py", str(tree / "pictures"), "--count", str(count)), work)
    os.sync()
    found = in_turns(Race("first run", OURS, tree, leaves=count), [ours(OURS, *SORT_ONLY)], rounds, work)
    shutil.rmtree(tree)
    return [replace(run, command=f"{count:,} files", base="") for run in found.runs]


def _row(count: int, few: int, runs: Sequence[Run]) -> Row:
    own = [run for run in runs if run.made.files == count]
    cpu, wall = _per_file(count, runs, "cpu_s"), _per_file(count, runs, "wall_s")
    return (
        f"{count:,}",
        len(own),
        median(run.cost.wall_s for run in own),
        median(run.cost.cpu_s for run in own),
        max(run.cost.peak_bytes for run in own) / 1e6,
        cpu * 1e6,
        wall * 1e6,
        cpu / _per_file(few, runs, "cpu_s"),
        wall / _per_file(few, runs, "wall_s"),
    )


def _per_file(count: int, runs: Sequence[Run], value: str) -> float:
    whole, start = (median(getattr(run.cost, value) for run in runs if run.made.files == n) for n in (count, 0))
    return float(whole - start) / count


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--counts", type=int, nargs="+", default=[1000, 100_000], help="files; 100,000 take 3 minutes")
    words.add_argument("--rounds", type=int, default=3, help="of the fewest, before the others and after them")
    return words.parse_args()


if __name__ == "__main__":
    main()
