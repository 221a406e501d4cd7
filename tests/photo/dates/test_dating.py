"""All sources together: their order, what makes one lose, and what is never read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from vipsort.photo.dates.dating import candidates, dated, precise_enough
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.moment import Precision

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" exif:DateTimeOriginal="2011" photoshop:DateCreated="2012" '
    b'xmp:CreateDate="2013"/></rdf:RDF></x:xmpmeta>'
)
EVERYTHING = Evidence(
    "2019-07-04 Paris/IMG_20190705_101112.jpg",
    mtime_ns=1_562_230_800_000_000_000,
    exif={
        "DateTime": "2019:07:06 10:11:12",
        "DateTimeDigitized": "2019:07:07 10:11:12",
        "DateTimeOriginal": "2019:07:08 10:11:12",
        "GPSDateStamp": "2019:07:09",
    },
    xmp=XMP,
    iptc=b"\x1c\x02\x37\x00\x0820190710",
    xmp_sidecar=XMP,
    takeout=b'{"photoTakenTime": {"timestamp": "1562230800"}}',
    movie={"QuickTime:CreateDate": "2019-07-12T22:30:00Z", "Keys:CreationDate": "2019-07-11T23:59:00-08:00"},
)
ORDER = {
    "date-map": "2001-02-03",
    "date-regex": "2019",
    "sidecar:exif:DateTimeOriginal": "2011",
    "sidecar:photoshop:DateCreated": "2012",
    "sidecar:xmp:CreateDate": "2013",
    "exif:DateTimeOriginal": "2019-07-08T10:11:12",
    "exif:DateTimeDigitized": "2019-07-07T10:11:12",
    "xmp:exif:DateTimeOriginal": "2011",
    "xmp:photoshop:DateCreated": "2012",
    "xmp:xmp:CreateDate": "2013",
    "iptc:DateCreated": "2019-07-10",
    "exif:GPSDateStamp": "2019-07-09",
    "takeout:photoTakenTime": "2019-07-04T11:00:00",
    "movie:CreationDate": "2019-07-11T23:59:00",
    "movie:CreateDate": "2019-07-13T00:30:00",
    "filename": "2019-07-05T10:11:12",
    "exif:ModifyDate": "2019-07-06T10:11:12",
    "folder": "2019-07-04",
    "mtime": "2019-07-04T11:00:00",
}


class Untouchable(Mapping[str, str]):
    """Tags that nobody may look at."""

    def __getitem__(self, key: str) -> str:
        raise AssertionError(key)

    def __iter__(self) -> Iterator[str]:
        raise AssertionError

    def __len__(self) -> int:
        raise AssertionError


@pytest.fixture
def outspoken(rules: Rules) -> Rules:
    rows = {"IMG_20190705_101112.jpg": "2001-02-03"}
    return replace(rules, date_map=rows, date_regex=re.compile("(?P<year>[0-9]{4})"), use_mtime=True)


def test_every_source_speaks_in_the_order_of_its_trust(outspoken: Rules) -> None:
    found = list(candidates(EVERYTHING, outspoken))
    assert [(candidate.source, str(candidate.moment)) for candidate in found] == list(ORDER.items())
    assert {candidate.fault for candidate in found} == {""}


def test_the_first_source_dates_the_picture(outspoken: Rules) -> None:
    assert _source(dated(EVERYTHING, outspoken, Precision.YEAR)) == "date-map"


def test_no_source_is_asked_before_its_turn(rules: Rules) -> None:
    mapped = replace(rules, date_map={"a.jpg": "2019"})
    evidence = Evidence("a.jpg", mtime_ns=0, exif=Untouchable(), movie=Untouchable())
    assert _source(dated(evidence, mapped, Precision.YEAR)) == "date-map"


def test_an_implausible_source_is_passed_over_and_says_why(rules: Rules) -> None:
    exif = {
        "DateTimeOriginal": "0000:00:00 00:00:00",
        "DateTimeDigitized": "1980:01:01 00:00:12",
        "DateTime": "2019:07:06 10:11:12",
    }
    evidence = Evidence("a.jpg", mtime_ns=0, exif=exif)
    assert _source(dated(evidence, rules, Precision.DAY)) == "exif:ModifyDate"
    assert [candidate.fault for candidate in candidates(evidence, rules)] == [
        "no such day",
        "the clock was never set",
        "",
        "only with --use-mtime",
    ]


def test_the_oldest_tag_is_not_the_truest(rules: Rules) -> None:
    exif = {"DateTimeOriginal": "2019:07:08 10:11:12", "DateTime": "2001:01:02 00:00:00"}
    assert (
        _source(dated(Evidence("19990101_000000.jpg", 0, exif=exif), rules, Precision.DAY)) == "exif:DateTimeOriginal"
    )


@pytest.mark.parametrize(
    ("needed", "source"),
    [
        (Precision.YEAR, "filename"),
        (Precision.MONTH, "folder"),
        (Precision.DAY, "folder"),
        (Precision.SECOND, "mtime"),
    ],
)
def test_a_date_is_good_enough_for_what_the_template_needs(needed: Precision, source: str, rules: Rules) -> None:
    evidence = Evidence("2019-07-04/04.07.2019.jpg", mtime_ns=1_562_230_800_000_000_000)
    assert _source(dated(evidence, replace(rules, use_mtime=True), needed)) == source


@pytest.mark.parametrize(
    ("text", "needed", "reason"),
    [
        ("2019", Precision.YEAR, ""),
        ("2019", Precision.MONTH, "only the year is certain"),
        ("2019-07", Precision.DAY, "only the month is certain"),
        ("2019-07-04", Precision.SECOND, "only the day is certain"),
        ("2019-07-04T10:11:12", Precision.SECOND, ""),
        ("2019-02-30", Precision.YEAR, "no such day"),
        ("2999-01-01", Precision.YEAR, "later than tomorrow"),
    ],
)
def test_every_candidate_knows_why_it_lost(text: str, needed: Precision, reason: str, rules: Rules) -> None:
    mapped = replace(rules, date_map={"a.jpg": text})
    candidate = next(candidates(Evidence("a.jpg", mtime_ns=0), mapped))
    assert precise_enough(candidate, needed) == reason


def test_a_picture_without_a_date_stays_undated(rules: Rules) -> None:
    assert dated(Evidence("IMG_2001.jpg", mtime_ns=1_562_230_800_000_000_000), rules, Precision.YEAR) is None


@pytest.mark.parametrize("mtime_ns", [10**30, -(10**30)])
def test_an_mtime_beyond_the_calendar_is_no_day(mtime_ns: int, rules: Rules) -> None:
    (found,) = candidates(Evidence("a.jpg", mtime_ns), replace(rules, use_mtime=True))
    assert (found.source, found.moment, found.fault) == ("mtime", None, "no such day")


def test_satellites_know_the_day_and_not_the_hour(rules: Rules) -> None:
    evidence = Evidence("a.jpg", mtime_ns=0, exif={"GPSDateStamp": "2019:07:04 23:59:59"})
    assert _moment(dated(evidence, rules, Precision.DAY)) == "2019-07-04"


def test_a_day_alone_is_not_moved_by_a_zone(rules: Rules) -> None:
    evidence = Evidence("a.mp4", mtime_ns=0, movie={"QuickTime:CreateDate": "2019-07-04"})
    assert _moment(dated(evidence, replace(rules, tz=timezone(timedelta(hours=-8))), Precision.DAY)) == "2019-07-04"


@pytest.mark.parametrize("hours", [-8, 0, 9])
def test_quicktime_s_zero_is_a_clock_that_was_never_set(hours: int, rules: Rules) -> None:
    elsewhere = replace(rules, tz=timezone(timedelta(hours=hours)))
    evidence = Evidence("a.mp4", mtime_ns=0, movie={"QuickTime:CreateDate": "1904-01-01T00:00:00Z"})
    assert next(candidates(evidence, elsewhere)).fault == "the clock was never set"


def test_what_is_shown_is_short_and_printable(rules: Rules) -> None:
    evidence = Evidence("a.jpg", mtime_ns=0, exif={"DateTimeOriginal": "\0 \x1b[31m\ud800" + "x" * 1_000_000})
    shown = next(candidates(evidence, rules)).text
    assert shown == "\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}" + "x" * 74


def _source(candidate: Candidate | None) -> str:
    return candidate.source if candidate else "undated"


def _moment(candidate: Candidate | None) -> str:
    return str(candidate.moment) if candidate else "undated"
