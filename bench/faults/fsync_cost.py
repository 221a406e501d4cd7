"""The price of fsync: the same job with it, and with a library before libc that answers it and does nothing.

The library is libeatmydata (a package of that name). Rounds are interleaved, and each begins with the other way. Two
times are told: until the command ended, and until everything was on the disk, which without fsync comes afterwards.
"""

import os
import shutil
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from folders import contents, workspace
from machine import describe
from measure import COST_HEAD, CommandError, Cost, measure
from options import parser
from program import SORT_ONLY, TO_1920, vipsort
from table import Row, markdown, publish, write_csv

_JOBS = {"sort only": SORT_ONLY, "to 1920 px, Q85": TO_1920}
_LIBRARY = "libeatmydata.so"
_PLACES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
_HEAD = ("job", "rounds", "wall s", "without fsync", "ratio", "lowest", "highest", "on disk s", "without", "ratio")
_CSV_HEAD = ("round", "job", "fsync", "on_disk_s", "load", *COST_HEAD)


@dataclass(frozen=True, slots=True)
class Run:
    """One job in one round, with or without fsync; `on_disk_s` is until the disk had all of it."""

    round: int
    job: str
    syncs: bool
    on_disk_s: float
    load: float
    cost: Cost


def main() -> None:
    """Run each job both ways in turns, keep what was measured, print the table."""
    words = _words()
    corpus = words.corpus.resolve()
    size = contents(corpus)
    with workspace(words.work) as work:
        machine = describe({"pictures": size.files, "corpus_bytes": size.size, "rounds": words.rounds})
        runs = [
            _one(Run(number, job, syncs, 0, 0, Cost(0, 0, 0, 0)), words, work)
            for number in range(words.rounds)
            for job in _JOBS
            for syncs in ((True, False) if number % 2 == 0 else (False, True))
        ]
    publish(words.out, f"{words.name}.md", markdown(_HEAD, [_row(job, runs) for job in _JOBS]))
    (words.out / f"{words.name}-machine.json").write_text(machine, encoding="utf-8")
    rows = [(run.round, run.job, run.syncs, run.on_disk_s, run.load, *astuple(run.cost)) for run in runs]
    write_csv(words.out / f"{words.name}.csv", _CSV_HEAD, rows)


def _one(run: Run, words: Namespace, work: Path) -> Run:
    turn = work / "turn"
    shutil.rmtree(turn, ignore_errors=True)
    turn.mkdir()
    command = vipsort(words.corpus.resolve(), turn / "made", *_JOBS[run.job])
    if not run.syncs:
        command = replace(command, environment={**command.environment, "LD_PRELOAD": str(words.library)})
    os.sync()  # what the one before left to be written would be paid by this one
    load = os.getloadavg()[0]
    cost = measure(command, turn)
    began = time.perf_counter()
    os.sync()
    on_disk = cost.wall_s + time.perf_counter() - began
    if (made := contents(turn / "made").files) != (wanted := contents(words.corpus).files):
        raise CommandError(f"{made} of {wanted} pictures were placed")
    return replace(run, on_disk_s=on_disk, load=load, cost=cost)


def _row(job: str, runs: Sequence[Run]) -> Row:
    with_fsync, without = ([run for run in runs if run.job == job and run.syncs is syncs] for syncs in (True, False))
    ratios = [one.cost.wall_s / other.cost.wall_s for one, other in zip(with_fsync, without, strict=True)]
    disk_ratios = [one.on_disk_s / other.on_disk_s for one, other in zip(with_fsync, without, strict=True)]
    return (
        job,
        len(ratios),
        median(run.cost.wall_s for run in with_fsync),
        median(run.cost.wall_s for run in without),
        median(ratios),
        min(ratios),
        max(ratios),
        median(run.on_disk_s for run in with_fsync),
        median(run.on_disk_s for run in without),
        median(disk_ratios),
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("corpus", type=Path, help="a folder of JPEGs, such as corpus.py makes")
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--name", default="fsync-cost", help="of the files that are kept")
    found = next((path for place in _PLACES if (path := Path(place) / _LIBRARY).exists()), None)
    words.add_argument("--library", type=Path, default=found, required=found is None, help=f"where {_LIBRARY} lies")
    return words.parse_args()


if __name__ == "__main__":
    main()
