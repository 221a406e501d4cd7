"""The bench runs from the root of the repository, and what it tells is kept."""

import csv
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from make import noise

_ROOT = Path(__file__).parents[1]


def _bench(*words: str | int | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *map(str, words)]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.jpg").write_bytes(noise(96 + number, 64).jpegsave_buffer())
    return folder


def test_every_table_is_listed_with_what_it_tells() -> None:
    listed = _bench().stdout
    for name in ("throughput", "presets", "sorting", "memory", "giants", "second-run", "startup", "growth", "plots"):
        assert any(line.split()[:1] == [name] and len(line.split()) > 3 for line in listed.splitlines())


def test_a_table_that_is_not_there_is_said_so() -> None:
    answer = _bench("no-such-table")
    assert answer.returncode == 1
    assert answer.stderr == "no-such-table: no such table; `python -m bench` lists them\n"


def test_a_table_keeps_each_run_tells_ratios_of_rounds_and_is_drawn(pictures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = _bench("throughput", pictures, "--peers", "--rounds", 2, "--to", 64, "--out", out, "--work", tmp_path)
    assert answer.returncode == 0, answer.stderr
    rows = list(csv.DictReader((out / "throughput-pictures-64.csv").read_text().splitlines()))
    order = ["floor", "vipsort", "vipsort", "floor"]  # each round begins with another
    assert [(row["command"], row["files_out"]) for row in rows] == [(name, "3") for name in order]
    wall = {(row["round"], row["command"]): float(row["wall_s"]) for row in rows}
    ratio = median(wall[number, "vipsort"] / wall[number, "floor"] for number in "01")
    table = (out / "throughput-pictures-64.md").read_text()
    (ours,) = (line for line in table.splitlines() if line.startswith("| vipsort "))
    told = dict(zip(table.splitlines()[0].split("|"), ours.split("|"), strict=True))
    assert float(told[" wall/base "]) == pytest.approx(ratio, rel=0.05)
    assert _bench("plots", out).returncode == 0
    assert "CPU (floor = 1)" in (out / "plots.svg").read_text()


def test_a_command_that_leaves_a_picture_out_is_no_measurement(pictures: Path, tmp_path: Path) -> None:
    (pictures / "3.jpg").write_bytes((pictures / "2.jpg").read_bytes())  # vipsort places a twin once
    answer = _bench("throughput", pictures, "--peers", "--rounds", 1, "--out", tmp_path / "out", "--work", tmp_path)
    assert answer.returncode == 1
    assert "made 3 of 4 files" in answer.stderr
