"""Dates in the names of folders: the nearest plausible one counts."""

import pytest

from vipsort.photo.dates.evidence import Evidence, Rules
from vipsort.photo.dates.folder import from_folder


@pytest.mark.parametrize(
    ("folder", "read", "moment"),
    [
        ("2019-07-04", "2019-07-04", "2019-07-04"),
        ("2019-07-04 Paris", "2019-07-04 Paris", "2019-07-04"),
        ("2019-07-04_05", "2019-07-04_05", "2019-07-04"),
        ("2019_07_04", "2019_07_04", "2019-07-04"),
        ("2019.07.04 Paris", "2019.07.04 Paris", "2019-07-04"),
        ("1899-07-04 Great-grandma", "1899-07-04 Great-grandma", "1899-07-04"),
        ("2019/07", "2019/07", "2019-07"),
        ("2019/07/04", "2019/07/04", "2019-07-04"),
        ("20190704", "20190704", "2019-07-04"),
        ("2019-07", "2019-07", "2019-07"),
        ("Photos from 2019", "Photos from 2019", "2019"),
        ("2019", "2019", "2019"),
        ("1970", "1970", "1970"),
        ("2015/2019-07-04", "2019-07-04", "2019-07-04"),
        ("2019-07-04/best", "2019-07-04", "2019-07-04"),
        ("archive/2019/07/Paris", "2019/07", "2019-07"),
        ("2019/12/45", "2019/12", "2019-12"),
        ("2019/2019-02-30", "2019", "2019"),
        ("2019/2048", "2019", "2019"),
        ("2019-07-04/1080", "2019-07-04", "2019-07-04"),
    ],
)
def test_the_nearest_folder_with_a_plausible_date_counts(folder: str, read: str, moment: str, rules: Rules) -> None:
    (found,) = from_folder(Evidence(f"{folder}/photo.jpg", mtime_ns=0), rules)
    assert (found.source, found.text, str(found.moment), found.fault) == ("folder", read, moment, "")


@pytest.mark.parametrize(
    ("folder", "fault"),
    [
        ("2019-02-30", "no such day"),
        ("2048", "later than tomorrow"),
        ("1080", "before 1826"),
        ("1970-01-01", "the clock was never set"),
    ],
)
def test_a_folder_that_is_not_believed_says_why(folder: str, fault: str, rules: Rules) -> None:
    (found,) = from_folder(Evidence(f"{folder}/photo.jpg", mtime_ns=0), rules)
    assert found.fault == fault


@pytest.mark.parametrize(
    "name",
    [
        "photo.jpg",
        "2019.jpg",
        "Paris/photo.jpg",
        "2019 Paris/photo.jpg",
        "2010-12 Highlights/photo.jpg",
        "100CANON/photo.jpg",
        "12019/photo.jpg",
        "2019-07-041/photo.jpg",
        "07/photo.jpg",
        "IMG_2019/photo.jpg",
    ],
)
def test_other_folders_say_nothing(name: str, rules: Rules) -> None:
    assert list(from_folder(Evidence(name, mtime_ns=0), rules)) == []
