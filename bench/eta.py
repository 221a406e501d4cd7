"""The time that a run says it still takes: how wrong that is after 10, 25, 50 and 75 % of it, over several corpora.

Each run is recorded as a terminal would see it, and its course is shown again to what foretells: with `--replay FOLDER`
courses that were recorded before are judged again, on whatever machine. `--clock cpu` takes the CPU time of the run for
the time that passed, which others on a machine do not disturb. A positive error says that it took less than was told.
"""

import csv
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import CACHE, made
from folders import files_below, workspace
from measure import Command, measure
from options import parser
from program import FROM_SOURCE, TO_1920, script
from table import Row, markdown, publish
from vipsort.flow.ahead import Prospect
from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.flow.workload import Amount
from vipsort.show.course import Course

_SHARES = (0.1, 0.25, 0.5, 0.75)
_HEAD = ("run", "files", "seconds", "first told at", *(f"error at {share:.0%}" for share in _SHARES))
_IDLE = BudgetStatistics(0, 0, 0, 0)
_TROUBLED = (0, 3)
_USUAL = 96  # pictures in a corpus of which no other number is asked for


@dataclass(frozen=True, slots=True)
class Case:
    """A run: which corpora follow each other in SRC, by options, after a run over a part of them.

    Each is told by its kind, the pictures it has, and how many of them are taken.
    """

    corpora: Sequence[tuple[str, int, int]]
    options: Sequence[str]
    done_before: float = 0.0


_CAMERA, _SMALL, _MIXED = ("camera", 288, 288), ("small", 5000, 5000), ("mixed", 96, 96)
_FEW_CAMERA, _FEW_SMALL = ("camera", 288, 144), ("small", 5000, 2000)
_CASES: Mapping[str, Case] = {
    "camera, to 1920 px": Case([_CAMERA], TO_1920),
    "camera, sorted and checked": Case([_CAMERA], ()),
    "camera, at most 1 MB": Case([_CAMERA], ("--max-size", "1MB")),
    "household, web": Case([_MIXED], ("--preset", "web")),
    "household, archive": Case([_MIXED], ("--preset", "archive")),
    "small, to 1920 px": Case([_SMALL], TO_1920),
    "small, sorted": Case([("small", 10000, 10000)], ("--check", "header")),
    "small first, to 1920 px": Case([_FEW_SMALL, _FEW_CAMERA], TO_1920),
    "small first, sorted and checked": Case([_FEW_SMALL, _CAMERA], ()),
    "small first, sorted": Case([_SMALL, _CAMERA], ("--check", "header")),
    "small first, at most 500 kB": Case([_FEW_SMALL, _FEW_CAMERA], ("--max-size", "500kB")),
    "large first, to 1920 px": Case([_FEW_CAMERA, _FEW_SMALL], TO_1920),
    "household first, to 1920 px": Case([_MIXED, _FEW_SMALL], TO_1920),
    "household last, web": Case([("small", 5000, 300), _MIXED], ("--preset", "web")),
    "second run, half done": Case([_CAMERA], TO_1920, done_before=0.5),
}


def main() -> None:
    """Record the runs, or take those that were recorded, and judge them."""
    words = _words()
    courses = words.replay or words.out / "eta"
    if not words.replay:
        courses.mkdir(parents=True, exist_ok=True)
        with workspace(words.work) as work:
            for name, case in _CASES.items():
                if words.only in name:
                    _record(case, courses / f"{name}.csv", work, words.cache)
    rows = [_judged(file, words.clock) for file in sorted(courses.glob("*.csv"))]
    publish(words.out, f"eta-{words.clock}.md", markdown(_HEAD, rows))


def _record(case: Case, to: Path, work: Path, cache: Path) -> None:
    source, target = work / "source", work / "target"
    files = list(_laid_out(case, source, cache))
    run = script("eta_recorder.py", str(to), str(source), str(target), *case.options)
    run = Command(run.argv, FROM_SOURCE)
    if case.done_before:
        later = files[int(len(files) * case.done_before) :]
        aside = [file.rename(work / f"{number}") for number, file in enumerate(later)]
        measure(run, work, _TROUBLED)
        for file, back in zip(aside, later, strict=True):
            file.rename(back)
    measure(run, work, _TROUBLED)
    measure(Command(("rm", "-rf", str(source), str(target))), work)


def _laid_out(case: Case, source: Path, cache: Path) -> Iterator[Path]:
    """The files of the corpora, one after the other, as links: SRC is only read."""
    for number, (kind, whole, count) in enumerate(case.corpora):
        files = files_below(made(cache, kind, *(() if whole == _USUAL else ("--count", str(whole)))))
        for index, file in enumerate(files[:count]):
            link = source / f"{number} {kind}" / f"{index // 100:03}" / f"{index:05}{file.suffix}"
            link.parent.mkdir(parents=True, exist_ok=True)
            link.hardlink_to(file)
            yield link


def _judged(file: Path, clock: str) -> Row:
    """The errors of what a terminal would have shown, as shares of what was really left."""
    with file.open(newline="", encoding="utf-8") as lines:
        rows = [{key: float(value) if value else None for key, value in row.items()} for row in csv.DictReader(lines)]
    whole = rows[-1][clock] or 0.0
    course, told = Course(), list[tuple[float, float]]()
    for row in rows:
        course.see(row[clock] or 0.0, _snapshot(row))
        if course.left is not None:
            told.append((row[clock] or 0.0, course.left))
    errors = (_error([at for at in told if at[0] <= whole * share], whole) for share in _SHARES)
    first = f"{told[0][0] / whole:.0%}" if told else "never"
    return (file.stem, int(rows[-1]["found"] or 0), whole, first, *errors)


def _error(told: Sequence[tuple[float, float]], whole: float) -> str:
    if not told:
        return "none yet"
    at, left = told[-1]
    return f"{left / (whole - at) - 1:+.0%}"


def _snapshot(row: Mapping[str, float | None]) -> Snapshot:
    found, done, bytes_in, ended, ended_work = (
        int(row[key] or 0) for key in ("found", "done", "bytes_in", "ended", "ended_work")
    )
    tally = Tally(found=found, bytes_in=bytes_in)
    tally.add_unchanged(done, 0)
    left = Amount(int(row["left"] or 0), int(row["left_work"] or 0))
    prospect = Prospect(Amount(), Amount(ended, ended_work), left, row["left"] is not None)
    return Snapshot(tally, _IDLE, _IDLE, 0, None, prospect)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--replay", type=Path, help="a folder of courses that were recorded before")
    words.add_argument(
        "--clock", choices=("wall", "cpu"), default="wall", help="what is taken for the time that passed"
    )
    words.add_argument("--only", default="", help="runs whose names hold this")
    words.add_argument("--cache", type=Path, default=CACHE, help="where corpora are kept")
    return words.parse_args()


if __name__ == "__main__":
    main()
