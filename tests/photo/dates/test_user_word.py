"""The user's own word: --date-map and --date-regex."""

import re
from dataclasses import replace

import pytest

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.user_word import from_date_map, from_date_regex


@pytest.mark.parametrize("key", ["trip/a.jpg", "a.jpg"])
@pytest.mark.parametrize("text", ["2019", "2019-07", "2019-07-04", "2019-07-04T10:11:12"])
def test_a_row_gives_its_date_to_a_path_or_a_name(key: str, text: str, rules: Rules) -> None:
    (found,) = _mapped({key: text}, rules)
    assert (found.source, found.text, str(found.moment), found.fault) == ("date-map", text, text, "")


def test_the_path_counts_more_than_the_name(rules: Rules) -> None:
    (found,) = _mapped({"a.jpg": "2001", "trip/a.jpg": "2019"}, rules)
    assert found.text == "2019"


def test_a_row_for_another_picture_says_nothing(rules: Rules) -> None:
    assert _mapped({"b.jpg": "2019", "other/a.jpg": "2019"}, rules) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [("last summer", "not readable"), ("", "empty"), ("2019-02-30", "no such day"), ("2999", "later than tomorrow")],
)
def test_a_row_that_is_no_date_says_why(text: str, fault: str, rules: Rules) -> None:
    (found,) = _mapped({"a.jpg": text}, rules)
    assert found.fault == fault


@pytest.mark.parametrize(
    ("pattern", "moment"),
    [
        (r"(?P<year>\d{4})at", "2019"),
        (r"(?P<day>\d\d)_(?P<month>\d\d)_(?P<year>\d{4})", "2019-07-04"),
        (r"_(?P<year>\d{4})at(?P<hour>\d\d)", "2019"),
        (r"(?P<day>\d\d)_(?P<month>\d\d)_(?P<year>\d{4})at(?P<hour>\d\d)", "2019-07-04T10:00:00"),
        (
            r"(?P<day>\d\d)_(?P<month>\d\d)_(?P<year>\d{4})at(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)",
            "2019-07-04T10:11:12",
        ),
        (r"(?P<year>\d{4})at(?P<month>x)?", "2019"),
    ],
)
def test_named_groups_are_the_parts_of_the_date(pattern: str, moment: str, rules: Rules) -> None:
    (found,) = _searched(pattern, rules)
    assert (found.source, str(found.moment), found.fault) == ("date-regex", moment, "")


def test_the_pattern_sees_the_folders(rules: Rules) -> None:
    (found,) = _searched("^(?P<year>[0-9]{4})-tour/", rules)
    assert (found.text, str(found.moment)) == ("2011-tour/", "2011")


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("scan", "no year in it"),
        ("(?P<year>scan)", "not a number"),
        (r"(?P<year>\d{4})at(?P<month>\d\d)(?P<day>\d{4})", "no such day"),
        (r"_(?P<month>\d\d)_(?P<year>\d{4})at(?P<day>\d\d)(?P<hour>\d{4})", "no such time of day"),
        (r"_(?P<year>\d\d)_", "before 1826"),
    ],
)
def test_a_pattern_that_finds_no_date_says_why(pattern: str, fault: str, rules: Rules) -> None:
    (found,) = _searched(pattern, rules)
    assert found.fault == fault


@pytest.mark.parametrize("digits", [10, 100, 5000])
def test_absurd_numbers_are_no_date(digits: int, rules: Rules) -> None:
    searching = replace(rules, date_regex=re.compile("(?P<year>[0-9]+)"))
    (found,) = from_date_regex(Evidence("9" * digits, mtime_ns=0), searching)
    assert found.fault in {"no such day", "not a number"}
    assert len(found.text) <= 80


def test_a_pattern_that_does_not_match_says_nothing(rules: Rules) -> None:
    assert _searched("(?P<year>nowhere)", rules) == []


def test_no_pattern_says_nothing(rules: Rules) -> None:
    assert list(from_date_regex(Evidence("2019.jpg", mtime_ns=0), rules)) == []


def _mapped(rows: dict[str, str], rules: Rules) -> list[Candidate]:
    return list(from_date_map(Evidence("trip/a.jpg", mtime_ns=0), replace(rules, date_map=rows)))


def _searched(pattern: str, rules: Rules) -> list[Candidate]:
    evidence = Evidence("2011-tour/scan_04_07_2019at101112.jpg", mtime_ns=0)
    return list(from_date_regex(evidence, replace(rules, date_regex=re.compile(pattern))))
