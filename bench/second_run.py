"""The second run: what it costs when nothing has changed, against bare walks of the same tree: Python's, and find."""

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

_HEAD = ("command", "wall s", "CPU s", "peak MB", "us CPU/file", "CPU/walk", "wall/walk", "CPU/find", "wall/find")
_CSV_HEAD = ("round", "command", *COST_HEAD)


@dataclass(frozen=True, slots=True)
class Turn:
    """Two bare walks and a second run, one right after the other."""

    walk: Cost
    find: Cost
    again: Cost


def main() -> None:
    """Make the tree, run once, then measure walks and second runs in turns; count the files opened at last."""
    words = _words()
    with workspace(words.work) as work:
        machine = describe({"pictures": words.count, "rounds": words.rounds})
        source = work / "tiny"
        measure(script("tiny.py", str(source), "--count", str(words.count)), work)
        run, walk = vipsort(source, work / "made", *SORT_ONLY), script("peers/walk.py", str(source))
        find = Command(("find", str(source), "-printf", "%p %s %T@\\n"))
        first = measure(run, work)
        os.sync()
        turns = [Turn(*(measure(each, work) for each in (walk, find, run))) for _ in range(words.rounds)]
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
    rows = [
        _row("walk: scandir and stat", [turn.walk for turn in turns], turns, files),
        _row("find -printf '%p %s %T@'", [turn.find for turn in turns], turns, files),
        _row("vipsort, second run", [turn.again for turn in turns], turns, files),
        _row("vipsort, first run", [first], turns[:1], files),
    ]
    return markdown(_HEAD, rows)


def _row(name: str, costs: list[Cost], turns: list[Turn], files: int) -> Row:
    pairs = list(zip(costs, turns, strict=True))
    cpu = median(cost.cpu_s for cost in costs)
    return (
        name,
        median(cost.wall_s for cost in costs),
        cpu,
        max(cost.peak_bytes for cost in costs) / 1e6,
        cpu / files * 1e6,
        median(cost.cpu_s / turn.walk.cpu_s for cost, turn in pairs),
        median(cost.wall_s / turn.walk.wall_s for cost, turn in pairs),
        median(cost.cpu_s / turn.find.cpu_s for cost, turn in pairs),
        median(cost.wall_s / turn.find.wall_s for cost, turn in pairs),
    )


def _csv_rows(first: Cost, turns: list[Turn]) -> list[Row]:
    rows: list[Row] = [(0, "first", *astuple(first))]
    for number, turn in enumerate(turns):
        named = (("walk", turn.walk), ("find", turn.find), ("second", turn.again))
        rows += [(number, name, *astuple(cost)) for name, cost in named]
    return rows


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--count", type=int, default=100_000, help="pictures in the tree")
    words.add_argument("--rounds", type=int, default=5)
    return words.parse_args()


if __name__ == "__main__":
    main()
