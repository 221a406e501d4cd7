"""When movies were taken, by their boxes."""

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.pixels.movie import movie_dates

PICTURES = Path(__file__).parents[1] / "pictures"
SECONDS = 3_645_072_672
"""From 1904 to 2019-07-04 08:11:12."""


def dates(data: bytes) -> dict[str, str]:
    return dict(movie_dates(io.BytesIO(data)))


def box(kind: bytes, *contents: bytes) -> bytes:
    content = b"".join(contents)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def header(seconds: int, *, version: int = 0) -> bytes:
    return box(b"mvhd", bytes([version, 0, 0, 0]), struct.pack(">Q" if version else ">I", seconds), bytes(88))


def apple(*keys: bytes, value: bytes, number: int) -> bytes:
    names = b"".join(box(b"mdta", key) for key in keys)
    return (
        box(b"hdlr", bytes(25))
        + box(b"keys", bytes(4), struct.pack(">I", len(keys)), names)
        + box(b"ilst", box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), value)))
    )


CREATED = b"com.apple.quicktime.creationdate"
APPLE = apple(b"com.apple.quicktime.make", CREATED, value=b"2019-07-04T10:11:12+0200", number=2)


def test_a_camera_tells_its_seconds_since_1904() -> None:
    with (PICTURES / "pentax.mov").open("rb") as movie:
        assert movie_dates(movie) == {"QuickTime:CreateDate": "2005-08-11T14:03:54"}


def test_apple_tells_the_offset_too() -> None:
    assert dates((PICTURES / "made-by-ffmpeg.mov").read_bytes()) == {
        "Keys:CreationDate": "2019-07-04T10:11:12+0200",
        "QuickTime:CreateDate": "2019-07-04T08:11:12",
    }


@pytest.mark.parametrize("version", [0, 1])
def test_32_and_64_bits_tell_the_same(version: int) -> None:
    movie = box(b"ftyp", b"mp42") + box(b"mdat", bytes(1000)) + box(b"moov", header(SECONDS, version=version))
    assert dates(movie) == {"QuickTime:CreateDate": "2019-07-04T08:11:12"}


def test_a_clock_that_was_never_set_says_nothing() -> None:
    assert dates(box(b"moov", header(0))) == {}


def test_a_clock_past_the_calendar_says_nothing() -> None:
    assert dates(box(b"moov", header(2**64 - 1, version=1))) == {}


@pytest.mark.parametrize("meta", [box(b"meta", APPLE), box(b"meta", bytes(4), APPLE)])
def test_quicktime_and_mp4_write_meta_each_their_way(meta: bytes) -> None:
    expected = {"Keys:CreationDate": "2019-07-04T10:11:12+0200"}
    assert dates(box(b"moov", meta)) == expected
    assert dates(box(b"moov", box(b"udta", meta))) == expected


def test_a_movie_of_more_than_4_gib_is_walked_by_its_wide_sizes() -> None:
    wide = struct.pack(">I4sQ", 1, b"mdat", 16 + 10) + bytes(10)
    assert dates(box(b"ftyp") + wide + box(b"moov", header(SECONDS))) == {"QuickTime:CreateDate": "2019-07-04T08:11:12"}


def test_a_last_box_may_go_on_to_the_end() -> None:
    movie = struct.pack(">I4s", 0, b"moov") + header(SECONDS)
    assert dates(movie) == {"QuickTime:CreateDate": "2019-07-04T08:11:12"}


def test_a_movie_that_is_cut_off_tells_what_it_still_has() -> None:
    movie = box(b"moov", header(SECONDS), box(b"trak", bytes(1000)))
    assert dates(movie[:-900]) == {"QuickTime:CreateDate": "2019-07-04T08:11:12"}


@pytest.mark.parametrize("name", ["canon-40d.jpg", "plain.png", "plain.svg", "plain.heif"])
def test_a_picture_is_no_movie(name: str) -> None:
    assert dates((PICTURES / name).read_bytes()) == {}


@given(st.binary(max_size=200), st.sampled_from([b"", box(b"ftyp"), b"\0\0\0\0moov", b"\0\0\0\0moov\0\0\0\0meta"]))
def test_no_bytes_make_it_fail(tail: bytes, head: bytes) -> None:
    dates(head + tail)


@given(st.lists(st.tuples(st.integers(0, 1743), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_damage_makes_it_fail(damage: list[tuple[int, int]]) -> None:
    movie = bytearray((PICTURES / "made-by-ffmpeg.mov").read_bytes())
    for place, value in damage:
        movie[place] = value
    dates(bytes(movie))
