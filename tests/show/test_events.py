"""What a program reads."""

import json
from dataclasses import replace

import pytest

from make import SOURCE, taken
from vipsort.flow.tally import Tally
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.events import outcome_event, summary_event


def test_an_outcome_is_told_with_all_that_applies() -> None:
    outcome = Outcome(
        source=SOURCE,
        verdict=Verdict.PLACED,
        reason="note",
        target="2019/a.jpg",
        date=taken("2019:07:04 10:11:12").moment,
        date_source="exif:DateTimeOriginal",
        bytes_out=5,
        making=Making(
            80, 0.123_456, Bound.SHRUNK, 6, (Step(90, 1.0, 9, 0.125), Step(80, 0.2, 7), Step(80, 0.123_456, 5))
        ),
        digest="d",
    )
    assert json.loads(outcome_event(outcome)) == {
        "event": "outcome",
        "source": SOURCE.name,
        "verdict": "placed",
        "target": "2019/a.jpg",
        "date": "2019-07-04T10:11:12",
        "date_source": "exif:DateTimeOriginal",
        "bytes_in": SOURCE.size,
        "bytes_out": 5,
        "quality": 80,
        "encodes": 2,
        "predicted": 6,
        "scale": 0.1235,
        "bound": "shrunk",
        "digest": "d",
        "reason": "note",
        "stays": None,
    }


def test_what_does_not_apply_is_null() -> None:
    told = json.loads(outcome_event(Outcome(SOURCE, Verdict.FAILED)))
    absent = {key for key, said in told.items() if said is None}
    assert absent == {"target", "date", "date_source", "quality", "predicted", "bound", "digest", "reason", "stays"}


@pytest.mark.parametrize("name", ["\x1b[2J\n", "\x7f", "\x85\u2028", "\udcff.jpg", '"\\', "写真 🙂"])
def test_any_name_is_one_printable_line_and_comes_back(name: str) -> None:
    said = outcome_event(Outcome(replace(SOURCE, name=name), Verdict.SKIPPED, name, name))
    assert said.isascii()
    assert said.isprintable()
    told = json.loads(said)
    assert (told["source"], told["target"], told["reason"]) == (name, name, name)


def test_the_summary_has_all_six_verdicts_and_they_are_what_was_found() -> None:
    tally = Tally(found=6)
    for verdict in Verdict:
        tally.add(Outcome(replace(SOURCE, size=10), verdict, bytes_out=1))
    told = json.loads(summary_event(tally, 1.23456))
    assert told == {
        "event": "summary",
        "found": 6,
        **dict.fromkeys(map(str, Verdict), 1),
        "bytes_in": 60,
        "bytes_out": 6,
        "seconds": 1.235,
        "waiting": 0,
        "scan_seconds": 0.0,
    }
    assert sum(told[verdict] for verdict in Verdict) == told["found"]
