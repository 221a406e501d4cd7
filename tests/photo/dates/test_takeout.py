"""Google Takeout's JSON: seconds of UTC become a wall clock."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.takeout import from_takeout


@pytest.mark.parametrize("seconds", ['"1562230800"', "1562230800"])
def test_seconds_of_utc_become_the_wall_clock_of_the_zone(seconds: str, rules: Rules) -> None:
    assert _read(f'{{"photoTakenTime": {{"timestamp": {seconds}, "formatted": "x"}}}}'.encode(), rules) == (
        "takeout:photoTakenTime",
        "1562230800",
        "2019-07-04T11:00:00",
        "",
    )


def test_a_scan_of_1950_lies_before_the_epoch(rules: Rules) -> None:
    assert _read(b'{"photoTakenTime": {"timestamp": "-631152000"}}', rules)[2:] == ("1950-01-01T02:00:00", "")


@pytest.mark.parametrize("hours", [-10, 0, 12])
def test_zero_is_a_clock_that_was_never_set_in_every_zone(hours: int, rules: Rules) -> None:
    elsewhere = replace(rules, tz=timezone(timedelta(hours=hours)))
    assert _read(b'{"photoTakenTime": {"timestamp": "0"}}', elsewhere)[3] == "the clock was never set"


@pytest.mark.parametrize(
    "blob",
    [
        b"{",
        b"\xff\xfe\x00",
        b"[" * 1_000_000,
        b"[]",
        b"null",
        b"1562230800",
        b"{}",
        b'{"photoTakenTime": 1562230800}',
        b'{"photoTakenTime": []}',
        b'{"photoTakenTime": {}}',
        b'{"photoTakenTime": {"timestamp": null}}',
        b'{"photoTakenTime": {"timestamp": true}}',
        b'{"photoTakenTime": {"timestamp": 1.5}}',
        b'{"photoTakenTime": {"timestamp": NaN}}',
        b'{"photoTakenTime": {"timestamp": ["1562230800"]}}',
        b'{"photoTakenTime": {"timestamp": "soon"}}',
        b'{"photoTakenTime": {"timestamp": ""}}',
        b'{"photoTakenTime": {"timestamp": "\\ud800"}}',
        b'{"photoTakenTime": {"timestamp": ' + b"9" * 100_000 + b"}}",
        b'{"photoTakenTime": {"timestamp": 99999999999999}}',
        b'{"creationTime": {"timestamp": "1562230800"}}',
    ],
)
def test_json_that_is_not_google_s_is_not_readable(blob: bytes, rules: Rules) -> None:
    assert _read(blob, rules)[2:] == ("None", "not readable")


@pytest.mark.parametrize("seconds", ["999999999999", "-999999999999"])
def test_seconds_beyond_the_calendar_are_no_day(seconds: str, rules: Rules) -> None:
    assert _read(f'{{"photoTakenTime": {{"timestamp": "{seconds}"}}}}'.encode(), rules)[2:] == ("None", "no such day")


@pytest.mark.parametrize(("hours", "seconds"), [(14, 253402300799), (-14, -62135596800)])
def test_the_edges_of_the_calendar_hold_in_every_zone(hours: int, seconds: int, rules: Rules) -> None:
    elsewhere = replace(rules, tz=timezone(timedelta(hours=hours)))
    assert _read(f'{{"photoTakenTime": {{"timestamp": {seconds}}}}}'.encode(), elsewhere)[3] == "no such day"


def test_no_json_says_nothing(rules: Rules) -> None:
    assert list(from_takeout(Evidence("a.jpg", mtime_ns=0), rules)) == []


def _read(blob: bytes, rules: Rules) -> tuple[str, str, str, str]:
    found: Candidate
    (found,) = from_takeout(Evidence("a.jpg", mtime_ns=0, takeout=blob), rules)
    return found.source, found.text, str(found.moment), found.fault
