"""The nouns of a picture's way."""

from dataclasses import replace

import pytest

from make import PHOTO, SOURCE, taken
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.header import Header
from vipsort.photo.resize import Size


@pytest.mark.parametrize(
    ("name", "folder", "filename"),
    [("a.jpg", "", "a.jpg"), ("2019/a.jpg", "2019", "a.jpg"), ("x/y/z", "x/y", "z"), ("x/\udcff", "x", "\udcff")],
)
def test_a_source_knows_its_folder_and_its_name(name: str, folder: str, filename: str) -> None:
    source = replace(SOURCE, name=name)
    assert (source.folder, source.filename) == (folder, filename)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_is_seen_upright(orientation: int) -> None:
    upright = Header(Size(4000, 3000), orientation=orientation).upright
    assert upright == (Size(4000, 3000) if orientation <= 4 else Size(3000, 4000))


def test_a_photo_has_its_date_s_moment_or_none() -> None:
    assert PHOTO.moment is None
    assert str(replace(PHOTO, date=taken("2019:07:04 10:11:12")).moment) == "2019-07-04T10:11:12"
    assert replace(PHOTO, date=Candidate("filename", "x", None, "not readable")).moment is None
