"""Folders and names as templates say."""

from datetime import datetime

import pytest

from vipsort.photo.errors import UsageError
from vipsort.photo.moment import Moment, Precision
from vipsort.photo.template import LAYOUT_FIELDS, NAME_FIELDS, Template, date_words

WHEN = datetime.fromisoformat("2019-07-04T09:08:07")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("year", "{year}"),
        ("month", "{year}/{month}"),
        ("day", "{year}/{month}/{day}"),
        ("flat", ""),
        ("mirror", "{folder}"),
    ],
)
def test_a_word_names_a_common_layout(word: str, text: str) -> None:
    assert Template.layout(word) == Template.layout(text)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{year}", "2019"),
        ("Pictures/{year}-{month}", "Pictures/2019-07"),
        ("{year}/{{raw}}", "2019/{raw}"),
        ("{make} {model}/x", "Canon EOS/x"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_layout_is_filled(text: str, filled: str) -> None:
    words = date_words(Moment(WHEN)) | {"make": "Canon", "model": "EOS", "folder": ""}
    assert Template.layout(text).fill(words) == filled


def test_a_name_is_filled() -> None:
    words = date_words(Moment(WHEN)) | {"stem": "IMG", "digest": "0a1b"}
    template = Template.name("{year}{month}{day}_{hour}{minute}{second}_{stem}_{digest}")
    assert template.fill(words) == "20190704_090807_IMG_0a1b"


@pytest.mark.parametrize(
    "text", ["{week}", "{year:>9}", "{year!r}", "{year.real}", "{year[0]}", "{}", "{0}", "{", "}", "{year", "{ year }"]
)
def test_what_is_no_template_is_one_line_that_quotes_it(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Template.layout(text)
    assert repr(text) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("make", "text", "fields"),
    [(Template.layout, "{stem}", LAYOUT_FIELDS), (Template.name, "{make}", NAME_FIELDS)],
)
def test_an_unknown_field_is_told_with_the_known_ones(make: type[Template], text: str, fields: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as refused:
        make(text)  # type: ignore[arg-type]
    assert all(f"{{{field}}}" in str(refused.value) for field in fields)


@pytest.mark.parametrize("text", ["", "{year}/{stem}", "/"])
def test_a_name_holds_no_folders(text: str) -> None:
    with pytest.raises(UsageError, match="belong into --layout"):
        Template.name(text)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("{year}", Precision.YEAR),
        ("{month}/{year}", Precision.MONTH),
        ("{year}/{month}/{day}", Precision.DAY),
        ("{folder}", None),
        ("", None),
    ],
)
def test_a_layout_knows_how_much_of_a_date_it_needs(text: str, needed: Precision | None) -> None:
    assert Template.layout(text).needed is needed


@pytest.mark.parametrize("field", ["hour", "minute", "second"])
def test_an_hour_needs_the_whole_moment(field: str) -> None:
    assert Template.name(f"{{{field}}}").needed is Precision.SECOND


@pytest.mark.parametrize(
    ("precision", "known"),
    [
        (Precision.YEAR, {"year"}),
        (Precision.MONTH, {"year", "month"}),
        (Precision.DAY, {"year", "month", "day"}),
        (Precision.SECOND, {"year", "month", "day", "hour", "minute", "second"}),
    ],
)
def test_only_what_is_certain_has_words(precision: Precision, known: set[str]) -> None:
    assert set(date_words(Moment(WHEN, precision))) == known


def test_words_are_padded() -> None:
    early = Moment(datetime.fromisoformat("0826-01-02"), Precision.DAY)
    assert date_words(early) == {"year": "0826", "month": "01", "day": "02"}
