"""The second run: what it costs when nothing has changed, against a bare walk over the same tree."""

import os
from argparse import Namespace
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

from folders import files_below, workspace
from machine import describe
from measure import COST_HEAD, Command, Cost, measure
from options import parser
from program import SORT_ONLY, script, vipsort
from syscalls import NoStrace, touched
from table import Row, markdown, publish, write_csv

_HEAD = ("command", "wall s", "CPU s", "peak MB", "us CPU/file", "CPU/walk", "wall/walk")
_CSV_HEAD = ("round", "command", *COST_HEAD)


@dataclass(frozen=True, slots=True)
class Turn:
    """A bare walk and a second run, one right after the other."""

    walk: Cost
    again: Cost


def main() -> None:
    """Make the tree, run once, then measure walks and second runs in turns; count the files opened at last."""
    words = _words()
    with workspace(words.work) as work:
        machine = describe({"pictures": words.count, "rounds": words.rounds})
        source = work / "tiny"
        measure(script("tiny.py", str(source), "--count", str(words.count)), work)
        run, walk = vipsort(source, work / "made", *SORT_ONLY), script("peers/walk.py", str(source))
        first = measure(run, work)
        os.sync()
        turns = [Turn(measure(walk, work), measure(run, work)) for _ in range(words.rounds)]
        opened = _opened(run, source, work)
    publish(words.out, "second-run.md", f"{_table(first, turns, words.count)}\n{opened}\n")
    (words.out / "second-run-machine.json").write_text(machine, encoding="utf-8")
    write_csv(words.out / "second-run.csv", _CSV_HEAD, _csv_rows(first, turns))


def _opened(run: Command, source: Path, work: Path) -> str:
    try:
        found = touched(run, set(map(str, files_below(source))), work)
    except NoStrace as error:
        return f"source files opened by a second run: not counted ({error})"
    return f"source files opened by a second run: {len(found.opens):,}, bytes read of them: {found.read.total():,}"


def _table(first: Cost, turns: list[Turn], files: int) -> str:
    walks = [turn.walk for turn in turns]
    rows = [
        _row("walk: scandir and stat", walks, walks, files),
        _row("vipsort, second run", [turn.again for turn in turns], walks, files),
        _row("vipsort, first run", [first], walks[:1], files),
    ]
    return markdown(_HEAD, rows)


def _row(name: str, costs: list[Cost], walks: list[Cost], files: int) -> Row:
    pairs = list(zip(costs, walks, strict=True))
    cpu = median(cost.cpu_s for cost in costs)
    return (
        name,
        median(cost.wall_s for cost in costs),
        cpu,
        max(cost.peak_bytes for cost in costs) / 1e6,
        cpu / files * 1e6,
        median(cost.cpu_s / walk.cpu_s for cost, walk in pairs),
        median(cost.wall_s / walk.wall_s for cost, walk in pairs),
    )


def _csv_rows(first: Cost, turns: list[Turn]) -> list[Row]:
    rows: list[Row] = [(0, "first", *astuple(first))]
    for number, turn in enumerate(turns):
        rows += [(number, "walk", *astuple(turn.walk)), (number, "second", *astuple(turn.again))]
    return rows


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--count", type=int, default=100_000, help="pictures in the tree")
    words.add_argument("--rounds", type=int, default=5)
    return words.parse_args()


if __name__ == "__main__":
    main()
