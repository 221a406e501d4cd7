"""The numbers of a run."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome, Verdict


def counted(*verdicts: Verdict) -> Tally:
    tally = Tally(found=len(verdicts))
    for verdict in verdicts:
        tally.add(Outcome(replace(SOURCE, size=10), verdict, bytes_out=3))
    return tally


def test_every_outcome_is_counted_once() -> None:
    tally = counted(*Verdict, Verdict.PLACED)
    assert (tally.done, tally.bytes_in, tally.bytes_out) == (7, 70, 21)
    assert tally.by_verdict() == {
        "placed": 2,
        "duplicate": 1,
        "quarantined": 1,
        "skipped": 1,
        "unchanged": 1,
        "failed": 1,
    }


def test_all_six_counts_are_told_though_nothing_was_found() -> None:
    assert counted().by_verdict() == dict.fromkeys(map(str, Verdict), 0)
    assert counted().done == 0


@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_went_wrong_is_trouble(verdict: Verdict) -> None:
    assert counted(verdict).troubled is (verdict in {Verdict.QUARANTINED, Verdict.FAILED})
