"""A page of plots, made of the tables of a folder of runs: `plots.svg`, which any browser shows."""

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bars import Chart, Panel, page

_NEEDED = {"command", "wall_s", "user_s", "system_s", "peak_bytes"}
_OURS = "vipsort"
_MACHINE = ("cpu", "cores", "memory_gb", "kernel", "python", "libvips")

Rows = Sequence[Mapping[str, str]]


def main() -> None:
    """Draw every CSV of the folder that holds runs of commands."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path, help="such as bench/runs/2026-11-20")
    folder: Path = words.parse_args().folder
    charts = [chart for file in sorted(folder.glob("*.csv")) for chart in _charts(file)]
    if not charts:
        raise SystemExit(f"{folder}: no table here has runs of commands")
    target = folder / "plots.svg"
    target.write_text(page(charts, _footer(folder)), encoding="utf-8")
    print(target)


def _charts(file: Path) -> list[Chart]:
    """One for each job of a table; none of a table that holds something else."""
    with file.open(newline="", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader) if set(reader.fieldnames or ()) >= _NEEDED else []
    jobs = dict.fromkeys(row.get("job", "") for row in rows)
    return [
        _chart(": ".join(filter(None, (file.stem, job))), [row for row in rows if row.get("job", "") == job])
        for job in jobs
    ]


def _chart(title: str, rows: Rows) -> Chart:
    names, base = list(dict.fromkeys(row["command"] for row in rows)), rows[0].get("base", "")
    names.sort(key=lambda name: (name != base, not name.startswith(_OURS)))  # the rest as they ran
    if base in names:
        compared = [
            Panel(f"{what} ({base} = 1)", [_ratio(rows, name, base, what) for name in names], 1)
            for what in ("CPU", "wall")
        ]
    else:
        compared = [Panel("CPU s", [_median(rows, name, "CPU") for name in names])]
    seconds = Panel("wall s", [_median(rows, name, "wall") for name in names])
    peaks = Panel(
        "peak MB", [max(float(row["peak_bytes"]) for row in rows if row["command"] == name) / 1e6 for name in names]
    )
    alone = rows[0].get("base") == ""  # a table of vipsort alone
    ours = frozenset(name for name in names if alone or name.startswith(_OURS))
    return Chart(title, names, ours, base, [*compared, seconds, peaks])


def _ratio(rows: Rows, name: str, base: str, what: str) -> float:
    """The median of what each round says; of the whole medians where rounds do not match."""
    bases = {row["round"]: _seconds(row, what) for row in rows if row["command"] == base}
    found = [
        _seconds(row, what) / bases[row["round"]] for row in rows if row["command"] == name and row["round"] in bases
    ]
    return median(found) if found else _median(rows, name, what) / _median(rows, base, what)


def _median(rows: Rows, name: str, what: str) -> float:
    return median(_seconds(row, what) for row in rows if row["command"] == name)


def _seconds(row: Mapping[str, str], what: str) -> float:
    return float(row["wall_s"]) if what == "wall" else float(row["user_s"]) + float(row["system_s"])


def _footer(folder: Path) -> list[str]:
    """The machine, once for each that measured."""
    described = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*machine.json"))]
    lines = (", ".join(f"{key} {facts[key]}" for key in _MACHINE if key in facts) for facts in described)
    return ["Medians of interleaved rounds; peaks are the largest.", *dict.fromkeys(lines)]


if __name__ == "__main__":
    main()
