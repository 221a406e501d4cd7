"""Speed: vipsort, libvips alone and the peers over one corpus, in turns, and each against libvips alone."""

import os
import shutil
from argparse import Namespace
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

from contestants import Contestant, gather
from folders import Contents, contents, fingerprint, workspace
from machine import describe
from measure import COST_HEAD, CommandError, Cost, measure
from options import parser
from table import Row, markdown, publish, write_csv

_FLOOR = "floor"
_HEAD = ("command", "wall s", "CPU s", "peak MB", "pictures/s", "CPU ms/picture", "CPU/floor", "wall/floor", "out MB")
_CSV_HEAD = ("round", "command", *COST_HEAD, "bytes_out")


@dataclass(frozen=True, slots=True)
class Run:
    """One command in one round."""

    round: int
    name: str
    cost: Cost
    bytes_out: int


def main() -> None:
    """Measure everyone in turns, keep what was measured, print the table."""
    words = _words()
    corpus = words.corpus.resolve()
    size = contents(corpus)
    facts: dict[str, object] = {"pictures": size.files, "corpus_bytes": size.size, "corpus": fingerprint(corpus)}
    with workspace(words.work) as work:
        field = gather(work)
        machine = describe(facts | {"rounds": words.rounds, "missing": field.missing})
        present = [contestant for contestant in field.present if not words.only or contestant.name in words.only]
        runs = _in_turns(present, words.rounds, corpus, work)
    publish(words.out, "speed.md", _table(runs, size) + "".join(f"\nmissing: {name}" for name in field.missing) + "\n")
    (words.out / "machine.json").write_text(machine, encoding="utf-8")
    write_csv(
        words.out / "speed.csv", _CSV_HEAD, [(run.round, run.name, *astuple(run.cost), run.bytes_out) for run in runs]
    )


def _in_turns(present: list[Contestant], rounds: int, corpus: Path, work: Path) -> list[Run]:
    """Every round runs everyone, and each begins with another: a slow minute of the machine hits all alike."""
    runs: list[Run] = []
    for number in range(rounds):
        first = number % len(present)
        runs.extend(_one(contestant, number, corpus, work) for contestant in present[first:] + present[:first])
    return runs


def _one(contestant: Contestant, number: int, corpus: Path, work: Path) -> Run:
    turn = work / "turn"
    shutil.rmtree(turn, ignore_errors=True)
    target = turn / "made"
    target.mkdir(parents=True)
    os.sync()  # what the one before left to be written would be paid by this one
    cost = measure(contestant.command(corpus, target), turn)
    made, wanted = contents(target), contents(corpus)
    if made.files != wanted.files:
        raise CommandError(f"{contestant.name} made {made.files} of {wanted.files} pictures")
    return Run(number, contestant.name, cost, made.size)


def _table(runs: list[Run], corpus: Contents) -> str:
    names = list(dict.fromkeys(run.name for run in runs if run.round == 0))
    floors = {run.round: run.cost for run in runs if run.name == _FLOOR}
    rows = [_row([run for run in runs if run.name == name], floors, corpus.files) for name in names]
    return markdown(_HEAD, rows)


def _row(runs: list[Run], floors: dict[int, Cost], pictures: int) -> Row:
    wall = median(run.cost.wall_s for run in runs)
    cpu = median(run.cost.cpu_s for run in runs)
    return (
        runs[0].name,
        wall,
        cpu,
        max(run.cost.peak_bytes for run in runs) / 1e6,
        pictures / wall,
        cpu / pictures * 1e3,
        median(run.cost.cpu_s / floors[run.round].cpu_s for run in runs),
        median(run.cost.wall_s / floors[run.round].wall_s for run in runs),
        median(run.bytes_out for run in runs) / 1e6,
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("corpus", type=Path, help="a folder of JPEGs, such as corpus.py makes")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--only", nargs="+", help="a few of the commands; the floor must be one", metavar="COMMAND")
    return words.parse_args()


if __name__ == "__main__":
    main()
