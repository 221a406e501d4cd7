"""What knowing many files takes: a lost index taken over from the journal, opened again, and asked for every file."""

from argparse import Namespace
from dataclasses import astuple
from pathlib import Path

from folders import workspace
from machine import describe
from measure import COST_HEAD, Command, Cost, measure
from options import parser
from program import script, vipsort
from table import Row, markdown, publish, write_csv

_STEPS = {"taken over from the journal": "open", "opened again": "open", "asked for every file": "ask"}
_HEAD = ("files", "journal MB", "index MB", "step", "CPU s", "us CPU/file", "peak MB")


def main() -> None:
    """Make a journal of each count, and measure every step with it."""
    words = _words()
    table: list[Row] = []
    rows: list[Row] = []
    for count in words.counts:
        with workspace(words.work) as work:
            measure(_step("make", work, count), work)
            for name, step in _STEPS.items():
                cost = measure(_step(step, work, count), work)
                table.append(_row(count, work, name, cost))
                rows.append((count, name, *astuple(cost)))
    publish(words.out, "known.md", f"{markdown(_HEAD, table)}\n")
    (words.out / "known-machine.json").write_text(describe({"counts": words.counts}), encoding="utf-8")
    write_csv(words.out / "known.csv", ("files", "step", *COST_HEAD), rows)


def _step(step: str, work: Path, count: int) -> Command:
    command = script("known_files.py", step, str(work), "--count", str(count))
    return Command(command.argv, vipsort(work, work / "made").environment)


def _row(count: int, work: Path, name: str, cost: Cost) -> Row:
    journal, index = ((work / file).stat().st_size / 1e6 for file in ("journal.jsonl", "index.sqlite"))
    return (str(count), journal, index, name, cost.cpu_s, cost.cpu_s / count * 1e6, cost.peak_bytes / 1e6)


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("--counts", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], help="files known")
    return words.parse_args()


if __name__ == "__main__":
    main()
