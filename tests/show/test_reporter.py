"""What is printed, and where."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from make import SOURCE
from vipsort.flow.settings import Settings
from vipsort.flow.tally import Tally
from vipsort.photo.errors import RunError
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.lines import line
from vipsort.show.manner import Manner
from vipsort.show.reporters import reporter_for

UNCHECKED = Outcome(SOURCE, Verdict.PLACED, "not checked: why", "2019/a.jpg", unchecked=True)
OUTCOMES = [*(Outcome(SOURCE, verdict, "why", "2019/a.jpg") for verdict in Verdict), UNCHECKED]
TROUBLE = [one for one in OUTCOMES if one.verdict in {Verdict.QUARANTINED, Verdict.FAILED} or one is UNCHECKED]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "dst")


def lines(outcomes: list[Outcome]) -> str:
    return "".join(line(outcome) + "\n" for outcome in outcomes)


def said(settings: Settings, manner: Manner, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Stdout and stderr of a whole run."""
    reporter = reporter_for(settings, manner)
    reporter.tell(OUTCOMES)
    reporter.sum_up(Tally(), 1)
    return capsys.readouterr()


def test_a_program_gets_one_object_a_line_and_nothing_else(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = said(settings, Manner(json=True, quiet=True, verbose=True), capsys)
    events = [json.loads(each)["event"] for each in out.splitlines()]
    assert events == ["outcome"] * len(OUTCOMES) + ["summary"]
    assert err == ""


def test_quiet_is_only_what_somebody_should_look_at(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(settings, Manner(quiet=True, verbose=True), capsys) == ("", lines(TROUBLE))


def test_a_pipe_gets_trouble_on_stderr_and_the_counts(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(settings, Manner(), capsys)
    assert out.startswith("found 0\nplaced 0\n")
    assert err == lines(TROUBLE)


@pytest.mark.parametrize(("dry_run", "verbose"), [(True, False), (False, True)])
def test_verbose_and_dry_runs_tell_of_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, dry_run: bool, verbose: bool
) -> None:
    settings = Settings(tmp_path, tmp_path / "dst", dry_run=dry_run)
    out, err = said(settings, Manner(verbose=verbose), capsys)
    assert out.startswith(lines(OUTCOMES) + "found 0\n")
    assert err == ("a dry run: nothing was written, and the sizes of new pictures are estimates\n" if dry_run else "")


@pytest.fixture
def unread() -> Iterator[int]:
    """The writing end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def test_who_stops_reading_stops_the_run(settings: Settings, unread: int) -> None:
    reporter = reporter_for(settings, Manner(json=True))
    with open(unread, "w", closefd=False) as pipe, redirect_stdout(pipe):
        with pytest.raises(RunError, match="nobody reads stdout any more"):
            reporter.tell(OUTCOMES)
        reporter.sum_up(Tally(), 1)


def test_a_terminal_gets_a_table(settings: Settings) -> None:
    reader, terminal = os.openpty()
    with open(terminal, "w") as screen, redirect_stdout(screen):  # noqa: PTH123 - a descriptor
        reporter_for(settings, Manner()).sum_up(Tally(), 1)
        screen.flush()
        shown = os.read(reader, 10_000).decode()
    os.close(reader)
    assert "found" in shown
    assert "placed" not in shown
    assert sys.stdout.writable()
