"""Errors for people to read later."""

from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from make import SOURCE
from vipsort.photo.errors import RunError
from vipsort.photo.model import Outcome, Verdict
from vipsort.store.error_log import ErrorLog

STARTED = "2026-11-20T09:00:00+02:00"
CALM = [Outcome(SOURCE, verdict) for verdict in Verdict if verdict not in {Verdict.QUARANTINED, Verdict.FAILED}]


def logged(path: Path, *outcomes: Outcome) -> None:
    anyio.run(ErrorLog(path, STARTED).append, outcomes)


def test_what_somebody_should_look_at_is_a_line_each(tmp_path: Path) -> None:
    trouble = [Outcome(SOURCE, Verdict.QUARANTINED, "cut short"), Outcome(SOURCE, Verdict.FAILED, "cannot be read")]
    logged(tmp_path / "error.log", *CALM, *trouble)
    logged(tmp_path / "error.log", trouble[0])
    assert (tmp_path / "error.log").read_text().splitlines() == [
        f"{STARTED} quarantined: 2019/IMG_0001.jpg: cut short",
        f"{STARTED} failed: 2019/IMG_0001.jpg: cannot be read",
        f"{STARTED} quarantined: 2019/IMG_0001.jpg: cut short",
    ]


def test_a_calm_run_leaves_no_log(tmp_path: Path) -> None:
    logged(tmp_path / "error.log", *CALM)
    assert not (tmp_path / "error.log").exists()


def test_no_name_and_no_reason_makes_a_line_of_its_own(tmp_path: Path) -> None:
    hostile = Outcome(replace(SOURCE, name="a\nb\x1b[2J\udcff.jpg"), Verdict.FAILED, "two\nlines")
    logged(tmp_path / "error.log", hostile)
    assert (tmp_path / "error.log").read_text() == f"{STARTED} failed: a\\x0ab\\x1b[2J\\xff.jpg: two\\x0alines\n"


def test_a_log_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=f"cannot write the log {tmp_path}: Is a directory"):
        logged(tmp_path, Outcome(SOURCE, Verdict.FAILED))
