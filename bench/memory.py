"""Memory: the peak of `vipsort run` over few and over many 12-MP pictures."""

import shutil
from argparse import Namespace
from dataclasses import astuple, dataclass
from pathlib import Path

from folders import workspace
from machine import describe
from measure import COST_HEAD, Cost, measure
from options import parser
from program import TO_1920, script, vipsort
from table import Row, markdown, publish, write_csv

_HEAD = ("pictures", "peak MB", "more than the first, MB", "ratio to the first", "wall s", "CPU ms/picture")
_CSV_HEAD = ("round", "pictures", *COST_HEAD)


@dataclass(frozen=True, slots=True)
class Run:
    """One run over one count of pictures."""

    round: int
    pictures: int
    cost: Cost


def main() -> None:
    """Measure each count, the smallest first, and set the peaks side by side."""
    words = _words()
    with workspace(words.work) as work:
        machine = describe({"counts": words.counts, "rounds": words.rounds})
        runs = [run for count in sorted(words.counts) for run in _rounds(count, words.rounds, work)]
    publish(words.out, "memory.md", _table(runs))
    (words.out / "memory-machine.json").write_text(machine, encoding="utf-8")
    write_csv(words.out / "memory.csv", _CSV_HEAD, [(run.round, run.pictures, *astuple(run.cost)) for run in runs])


def _rounds(count: int, rounds: int, work: Path) -> list[Run]:
    """One corpus lies on the disk at a time; it is made by a process of its own (see measure.py)."""
    corpus = work / "corpus"
    measure(script("corpus.py", str(corpus), "--mode", "many", "--count", str(count)), work)
    runs = [Run(number, count, _one(corpus, work / "turn")) for number in range(rounds)]
    shutil.rmtree(corpus)
    return runs


def _one(corpus: Path, turn: Path) -> Cost:
    turn.mkdir()
    cost = measure(vipsort(corpus, turn / "made", *TO_1920), turn)
    shutil.rmtree(turn)
    return cost


def _table(runs: list[Run]) -> str:
    largest: dict[int, Run] = {}
    for run in sorted(runs, key=lambda run: (run.pictures, run.cost.peak_bytes)):
        largest[run.pictures] = run
    rows = list(largest.values())
    return markdown(_HEAD, [_row(run, rows[0].cost.peak_bytes) for run in rows])


def _row(run: Run, first_peak: int) -> Row:
    peak = run.cost.peak_bytes
    cpu_ms = run.cost.cpu_s / run.pictures * 1e3
    return (f"{run.pictures:,}", peak / 1e6, (peak - first_peak) / 1e6, peak / first_peak, run.cost.wall_s, cpu_ms)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--counts", type=int, nargs="+", default=[100, 5000], help="pictures; 5000 take 9 GB of disk")
    words.add_argument("--rounds", type=int, default=1, help="runs of each count; the table shows the largest peak")
    return words.parse_args()


if __name__ == "__main__":
    main()
