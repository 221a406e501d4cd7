"""How the words of the options are read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vipsort.cli import readers
from vipsort.photo.errors import UsageError
from vipsort.photo.formats import Format
from vipsort.photo.policy import Auto, Metadata, Others

NO_LIST: list[object] = [None, 5, {}, [1], [""], "a,,b", ""]
NO_ANSWER: list[object] = [None, "", "maybe", 2, []]
NO_TEXT: list[object] = [None, True, [], {}, ""]


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [
        (readers.text, "a", "a"),
        (readers.text, 5, "5"),
        (readers.text, 1.5, "1.5"),
        (readers.texts, "a, b,c", ("a", "b", "c")),
        (readers.texts, ["a", "b"], ("a", "b")),
        (readers.texts, [], ()),
        (readers.choice(Others), "COPY", Others.COPY),
        (readers.choice(Metadata), "none", Metadata.NONE),
        (readers.whole_number(1, 100), "100", 100),
        (readers.quality, "80", 80),
        (readers.quality, 80, 80),
        (readers.quality, "auto", Auto.GOOD),
        (readers.quality, "AUTO:best", Auto.BEST),
        (readers.whole_number(1, 100), 1, 1),
        (readers.whole_number(0), "0", 0),
        (readers.seconds, "30", 30.0),
        (readers.seconds, 0.5, 0.5),
        (readers.size, "500kB", 500_000),
        (readers.size, 1234, 1234),
        (readers.format_, "jpg", Format.JPEG),
        (readers.format_, "TIF", Format.TIFF),
        (readers.format_, "keep", None),
        (readers.rungs, ["10MB:75", "20 MB:60"], ((10_000_000, 75), (20_000_000, 60))),
        (readers.rungs, "10MB:75,1GB:5", ((10_000_000, 75), (10**9, 5))),
        (readers.zone, "Europe/Berlin", ZoneInfo("Europe/Berlin")),
        (readers.path, "a/b", Path("a/b")),
        (readers.path, "~/a", Path.home() / "a"),
        (readers.folder_name, "Bad/ones", "Bad/ones"),
    ],
)
def test_a_word_is_understood(read: Callable[[object], Any], said: object, meant: object) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [(True, True), ("yes", True), ("ON", True), ("1", True), (1, True), (False, False), ("No", False), ("0", False)],
)
def test_yes_and_no_are_understood(said: object, *, meant: bool) -> None:
    assert readers.flag(said) is meant


@pytest.mark.parametrize(
    ("read", "said", "wanted"),
    [
        *((readers.text, said, "a text is wanted") for said in NO_TEXT),
        *((readers.texts, said, "a list of texts is wanted") for said in NO_LIST),
        *((readers.flag, said, "true or false is wanted") for said in NO_ANSWER),
        *((readers.choice(Others), said, "one of skip, copy is wanted") for said in ("move", "", 1, ["skip"])),
        (readers.choice(Metadata), None, "one of all, private, none is wanted"),
        *((readers.whole_number(1, 100), said, "a whole number from 1 to 100 is wanted") for said in ("0", "101", "x")),
        *((readers.whole_number(1), said, "a whole number from 1 on is wanted") for said in ("-1", 1.5, "1e3", "٣")),
        (readers.whole_number(1, 100), None, "a text is wanted"),
        *((readers.seconds, said, "seconds above 0 are wanted") for said in ("0", "0.0", "-1", "1e9", "nan", "soon")),
        *((readers.size, said, "is no size") for said in ("big", "-1", "9" * 400)),
        *((readers.format_, said, "one of keep, jpeg, webp, avif, png, tiff") for said in ("gif", "heic", "JPEG2000")),
        (readers.rungs, "10MB", "a size and a quality such as 10MB:75 are wanted"),
        (readers.rungs, "big:75", "is no size"),
        *((readers.quality, said, "from 1 to 100, or auto, is wanted") for said in ("0", "101", "good", "best:auto")),
        (readers.quality, "auto:fine", "auto, or auto:low, auto:good, auto:best is wanted"),
        (readers.rungs, "10MB:101", "a whole number from 1 to 100 is wanted"),
        *((readers.zone, said, "a time zone such as Europe/Berlin") for said in ("Mars/Base", "/etc/passwd", "../x")),
        *((readers.date_regex, said, "no regular expression") for said in ("(", "a{99999999999}", "(" * 5_000)),
        (readers.date_regex, "(?P<year>....)", "groups"),
        (readers.date_map, "/gone.csv", "cannot be read"),
        (readers.date_map, "/", "cannot be read"),
        (readers.date_map, "a\0b", "cannot be read"),
        *((readers.folder_name, said, "a folder inside DST is wanted") for said in ("/bad", "..", "a/../../b")),
        (readers.path, "~no-such-person/a", "home"),
    ],
)
def test_a_word_that_is_not_understood_is_one_line_with_what_is_wanted(
    read: Callable[[object], Any], said: object, wanted: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read(said)
    assert wanted in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_pattern_of_dates_is_understood() -> None:
    match = readers.date_regex(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)").search("x20190704")
    assert match
    assert match.groupdict() == {"year": "2019", "month": "07", "day": "04"}


@pytest.mark.parametrize(
    "content",
    [
        b"path,date\na.jpg,2019-07-04\n\xff.jpg,2018\n",
        b"\xef\xbb\xbfpath,date\r\na.jpg , 2019-07-04\r\n\r\n\xff.jpg,2018",
        b'"a.jpg","2019-07-04"\n"\xff.jpg",2018\n',
    ],
)
def test_a_map_of_dates_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dates.csv").write_bytes(content)
    assert readers.date_map(str(tmp_path / "dates.csv")) == {"a.jpg": "2019-07-04", "\udcff.jpg": "2018"}


@pytest.mark.parametrize(("content", "row"), [("a.jpg\n", 1), ("path,date\na,b,c\n", 2), ("a,b\n\nc\n", 2)])
def test_a_row_that_is_no_path_and_date_is_told_by_its_number(tmp_path: Path, content: str, row: int) -> None:
    (tmp_path / "dates.csv").write_text(content)
    with pytest.raises(UsageError, match=f"row {row} must be a path and a date"):
        readers.date_map(str(tmp_path / "dates.csv"))
