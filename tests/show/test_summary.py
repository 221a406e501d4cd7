"""The numbers of a run, for people."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.summary import plain_summary, table


@pytest.fixture
def tally() -> Tally:
    tally = Tally(found=1_203)
    for _ in range(1_200):
        tally.add(Outcome(replace(SOURCE, size=1_000_000), Verdict.PLACED, bytes_out=500_000))
    for _ in range(3):
        tally.add(Outcome(replace(SOURCE, size=1_000_000), Verdict.QUARANTINED, bytes_out=0))
    return tally


def test_a_pipe_gets_a_line_for_each_number(tally: Tally) -> None:
    assert plain_summary(tally, 10).splitlines() == [
        "found 1203",
        "placed 1200",
        "duplicate 0",
        "quarantined 3",
        "skipped 0",
        "unchanged 0",
        "failed 0",
        "1.2 GB in, 600.0 MB out, 10.0 s, 120 files/s",
    ]


def test_a_run_that_took_no_time_has_no_speed() -> None:
    assert plain_summary(Tally(), 0).splitlines()[-1] == "0 B in, 0 B out, 0.0 s, 0 files/s"


def test_a_slow_run_is_not_told_to_stand_still() -> None:
    one = Tally(found=1)
    one.add(Outcome(replace(SOURCE, size=1_000), Verdict.PLACED, bytes_out=1_000))
    assert plain_summary(one, 4).splitlines()[-1] == "1.0 kB in, 1.0 kB out, 4.0 s, 0.2 files/s"


def test_a_terminal_gets_what_there_was_and_what_it_means(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    table(tally, 10)
    rows = [row.strip().split(maxsplit=2) for row in capsys.readouterr().out.splitlines() if row.strip()]
    assert rows[:2] == [["placed", "1,200", "in DST now"], ["quarantined", "3", "broken, kept whole"]]
    assert rows[2][:2] == ["found", "1,203"]
    assert len(rows) == 3
