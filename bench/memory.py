"""Memory: the peak of `vipsort run` over few and over many 12-MP pictures that become JPEGs of 1920 px."""

import shutil
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from contestants import ours
from folders import workspace
from measure import measure
from options import parser
from program import TO_1920, script
from race import OURS, Race, Results, Run, in_turns
from standings import Goal, Report, goals, keep
from table import Row, markdown

_HEAD = ("pictures", "peak MB", "more than the first, MB", "ratio to the first", "wall s", "CPU ms/picture")
_RESULT_BYTES = 500_000  # of a picture of 1920 px, generously: what the disk has to hold beside SRC


def main() -> None:
    """Measure each count, the smallest first, and set the peaks side by side."""
    words = _words()
    with workspace(words.work) as work:
        runs = [run for count in sorted(words.counts) for run in _rounds(count, words, work)]
    largest: dict[str, Run] = {}
    for run in sorted(runs, key=lambda run: (run.made.files, run.cost.peak_bytes)):
        largest[run.command] = run
    peaks = [run.cost.peak_bytes / 1e6 for run in largest.values()]
    asked = [
        Goal("peak, MB", 120, peaks[-1]),
        Goal(f"from {min(words.counts):,} to {max(words.counts):,} pictures, MB more", 5, peaks[-1] - peaks[0]),
    ]
    text = f"{markdown(_HEAD, _rows(list(largest.values())))}\n{goals(asked)}"
    facts: dict[str, object] = {"counts": words.counts, "rounds": words.rounds, "quality": words.quality}
    keep(Report("memory", text, facts), Results(runs, []), words.out)


def _rounds(count: int, words: Namespace, work: Path) -> list[Run]:
    """One corpus lies on the disk at a time; it is made by a process of its own (see measure.py)."""
    corpus = work / "corpus"
    making = ("--mode", "many", "--count", str(count), "--quality", str(words.quality))
    measure(script("corpus.py", str(corpus), *making), work)
    _see_room(count, work)
    race = Race("peak", OURS, corpus, leaves=count)
    found = in_turns(race, [ours(OURS, *TO_1920)], words.rounds, work)
    shutil.rmtree(corpus)
    return [replace(run, command=f"{count:,} pictures", base="") for run in found.runs]


def _see_room(count: int, work: Path) -> None:
    free, wanted = shutil.disk_usage(work).free, count * _RESULT_BYTES
    if free < wanted:
        raise SystemExit(f"{count:,} results need {wanted / 1e9:.0f} GB below --work; {free / 1e9:.0f} GB are free")


def _rows(largest: Sequence[Run]) -> list[Row]:
    first = largest[0].cost.peak_bytes
    return [
        (
            f"{run.made.files:,}",
            run.cost.peak_bytes / 1e6,
            (run.cost.peak_bytes - first) / 1e6,
            run.cost.peak_bytes / first,
            run.cost.wall_s,
            run.cost.cpu_s / run.made.files * 1e3,
        )
        for run in largest
    ]


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--counts", type=int, nargs="+", default=[100, 2000], help="pictures")
    words.add_argument("--quality", type=int, default=80, help="of SRC's JPEGs: 80 is 1.8 MB each, 30 is 0.6 MB")
    words.add_argument("--rounds", type=int, default=1, help="runs of each count; the table shows the largest peak")
    return words.parse_args()


if __name__ == "__main__":
    main()
