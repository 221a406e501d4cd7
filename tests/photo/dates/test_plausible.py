"""Moments that no photograph comes from."""

from datetime import datetime

import pytest

from vipsort.photo.dates.plausible import why_not
from vipsort.photo.dates.stamp import read_stamp

NOW = datetime.fromisoformat("2026-11-20T09:00:00")


@pytest.mark.parametrize(
    "text",
    [
        "1904-01-01",
        "1904-01-01T00:00:00",
        "1970-01-01",
        "1970-01-01T00:00:00",
        "1970-01-01T05:43:21",
        "1980-01-01",
        "1980-01-01T00:01:02",
        "2002-12-08T12:00:00",
        "2036-01-01T23:59:59",
    ],
)
def test_a_clock_that_nobody_set_dates_nothing(text: str) -> None:
    assert why_not(read_stamp(text), NOW) == "the clock was never set"


@pytest.mark.parametrize(
    "text",
    [
        "1904",
        "1970",
        "1970-01",
        "1980",
        "1980-01-02",
        "1979-12-31T23:59:59",
        "2002-12-08",
        "2002-12-08T12:00:01",
        "1826",
        "1826-01-01",
        "2026-11-20T23:59:59",
        "2026-11-21",
        "2026-11-21T23:59:59",
        "2026",
    ],
)
def test_a_moment_that_may_be_true_is_believed(text: str) -> None:
    assert why_not(read_stamp(text), NOW) == ""


@pytest.mark.parametrize("text", ["0001", "1825", "1825-12-31T23:59:59"])
def test_nothing_was_taken_before_photography(text: str) -> None:
    assert why_not(read_stamp(text), NOW) == "before 1826"


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22T00:00:00", "2026-12", "2027", "9999-12-31"])
def test_nothing_was_taken_later_than_tomorrow(text: str) -> None:
    assert why_not(read_stamp(text), NOW) == "later than tomorrow"
