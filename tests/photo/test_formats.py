"""What is known of every format."""

import pytest

from vipsort.photo.formats import (
    ANIMATED,
    BY_SUFFIX,
    FACTS,
    LARGEST_SIDE,
    METADATA_LOST,
    TRANSPARENT,
    Format,
    Opener,
    is_picture_name,
)

WRITTEN = {facts.kept_as for facts in FACTS.values()} - {None}


@pytest.mark.parametrize("format_", Format)
def test_every_format_has_endings_that_are_its_own(format_: Format) -> None:
    suffixes = FACTS[format_].suffixes
    assert suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert {BY_SUFFIX[suffix] for suffix in suffixes} == {format_}


@pytest.mark.parametrize("format_", Format)
def test_what_can_be_opened_has_a_format_to_be_kept_as(format_: Format) -> None:
    facts = FACTS[format_]
    assert (facts.kept_as is None) == (facts.opener is Opener.NOBODY)


@pytest.mark.parametrize("format_", [format_ for format_ in Format if FACTS[format_].opener is Opener.VIPS])
def test_what_libvips_opens_is_kept_as_itself(format_: Format) -> None:
    assert FACTS[format_].kept_as is format_


def test_what_is_told_of_writing_is_told_of_formats_that_are_written() -> None:
    assert set(METADATA_LOST) == WRITTEN
    assert ANIMATED | TRANSPARENT | set(LARGEST_SIDE) <= WRITTEN


@pytest.mark.parametrize("name", ["a.jpg", "A.JPG", "x.y.jpeg", "a.HEIC", "a.cr2", "a.webp", "写真.png", "a.svg"])
def test_a_name_claims_a_picture(name: str) -> None:
    assert is_picture_name(name)


@pytest.mark.parametrize(
    "name", ["a.txt", "a", "jpg", "a.jpg.txt", "a.raw", "a.pic", "a.mos", "a.hdr", "a.", "", "a.jpg "]
)
def test_endings_of_other_programs_claim_nothing(name: str) -> None:
    assert not is_picture_name(name)
