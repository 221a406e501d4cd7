"""The quality of a JPEG as its quantisation tables tell it."""

import io
import math
import struct
from collections.abc import Sequence

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import PICTURES
from make import engine, jpeg, noise, read_picture
from vipsort.photo.policy import Effort
from vipsort.pixels.encoders.jpeg import jpeg as encoder
from vipsort.pixels.jpeg_quality import jpeg_quality

__all__ = ["engine"]

TINY = pyvips.Image.black(8, 8)
JPEGS = sorted(path.name for path in PICTURES.glob("*.jpg"))


def ours(quality: int, effort: Effort = Effort.BALANCED) -> bytes:
    return encoder(effort, 64, for_size=True).write(TINY, quality)


def coarseness(data: bytes) -> float:
    """The mean logarithm of the steps for brightness, as Pillow reads them."""
    with Image.open(io.BytesIO(data)) as picture:
        steps: Sequence[int] = picture.quantization[0]  # type: ignore[attr-defined]  # a JPEG has it
    return sum(map(math.log, steps)) / 64


def head(*segments: tuple[int, bytes]) -> bytes:
    """The beginning of a JPEG of segments, each of a marker and what it holds."""
    written = (struct.pack(">BBH", 0xFF, marker, len(held) + 2) + held for marker, held in segments)
    return b"\xff\xd8" + b"".join(written)


TABLE = (0xDB, b"\0" + bytes([16] * 64))
DEEP_TABLE = (0xDB, b"\x10" + struct.pack(">64H", *[16] * 64))


@pytest.mark.parametrize("effort", Effort)
def test_our_own_files_tell_their_own_quality(effort: Effort) -> None:
    told = [jpeg_quality(ours(quality, effort)) for quality in range(3, 101)]
    assert told == list(range(3, 101))


def test_the_two_lowest_are_told_apart_from_the_others_only() -> None:
    assert jpeg_quality(ours(1)) == jpeg_quality(ours(2)) == 1  # their tables differ by a single step


@pytest.mark.parametrize("table", range(9))
def test_others_files_are_never_taken_for_finer_than_they_are(table: int) -> None:
    for quality in range(1, 101):
        data: bytes = TINY.write_to_buffer(".jpg", Q=quality, quant_table=table, keep="none")
        told = jpeg_quality(data)
        assert told
        assert told == 1 or coarseness(ours(told)) >= coarseness(data) - 0.003
        assert told == 100 or coarseness(ours(told + 1)) < coarseness(data) + 0.003


@pytest.mark.parametrize("name", JPEGS)
def test_real_pictures_tell_a_quality_from_memory_and_from_a_file(name: str) -> None:
    data = (PICTURES / name).read_bytes()
    told = jpeg_quality(data)
    assert told is not None
    assert 30 <= told <= 100
    with (PICTURES / name).open("rb") as file:
        assert jpeg_quality(file) == told
    if name != "truncated.jpg":
        assert read_picture(data, name)[1].quality == told


def test_no_other_format_has_such_a_quality() -> None:
    assert read_picture((PICTURES / "canon-s40.webp").read_bytes(), "a")[1].quality is None
    assert read_picture((PICTURES / "kyocera.avif").read_bytes(), "a")[1].quality is None


def test_a_progressive_picture_tells_as_much() -> None:
    data: bytes = noise().jpegsave_buffer(Q=70, interlace=True)
    assert jpeg_quality(data) == jpeg_quality(noise().jpegsave_buffer(Q=70))


def test_metadata_before_the_table_are_passed_over() -> None:
    large = noise().copy()
    large.set_type(pyvips.GValue.gstr_type, "exif-ifd0-ImageDescription", "x" * 60_000)
    written: bytes = large.write_to_buffer(".jpg", Q=80, keep="all")
    assert len(written) > 60_000
    assert jpeg_quality(written) == jpeg_quality(noise().jpegsave_buffer(Q=80))


def test_deep_tables_say_the_same() -> None:
    assert jpeg_quality(head(TABLE)) == jpeg_quality(head(DEEP_TABLE)) is not None


def test_a_table_too_coarse_for_us_is_the_lowest_quality() -> None:
    assert jpeg_quality(head((0xDB, b"\x10" + b"\xff\xff" * 64))) == 1
    assert jpeg_quality(head((0xDB, b"\0" + b"\1" * 64))) == 100


@pytest.mark.parametrize("filling", [b"\xff", b"\xff" * 5])
def test_fill_bytes_before_a_marker_are_passed_over(filling: bytes) -> None:
    data = ours(80)
    assert jpeg_quality(data[:2] + filling + data[2:]) == 80


@pytest.mark.parametrize("alone", [b"\xff\xd0", b"\xff\x01", b"\xff\xd8"])
def test_a_marker_without_a_length_is_passed_over(alone: bytes) -> None:
    assert jpeg_quality(ours(80)[:2] + alone + ours(80)[2:]) == 80


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xff\xff\xff",
        b"no picture at all",
        head((0xDB, b"")),
        head((0xDB, b"\0")),
        head((0xDB, b"\0" + bytes(64))),
        head((0xDB, b"\0" + b"\x10" * 63)),
        head((0xDB, b"\x10" + b"\0\x10" * 63)),
        head((0xDA, b""), TABLE),
        b"\xff\xd8\xff\xdb\0\0" + b"\x10" * 65,
        b"\xff\xd8" + b"\xff\xe1\0\0" * 100,
    ],
)
def test_what_has_no_sound_table_says_nothing(data: bytes) -> None:
    assert jpeg_quality(data) is None


def test_a_file_cut_off_anywhere_says_the_truth_or_nothing() -> None:
    data = jpeg("2019:07:04 10:11:12")
    whole = jpeg_quality(data)
    told = [jpeg_quality(data[:length]) for length in range(len(data) + 1)]
    assert set(told) == {None, whole}
    assert told[-1] == whole


SEGMENTS = st.lists(st.tuples(st.sampled_from([0xDB, 0xE1, 0xC0, 0xFE]) | st.integers(0, 255), st.binary(max_size=140)))


@given(st.binary(max_size=400) | SEGMENTS.map(lambda segments: head(*segments)))
def test_hostile_bytes_never_raise(data: bytes) -> None:
    for each in (data, b"\xff\xd8" + data, b"\xff\xd8\xff\xdb" + data):
        told = jpeg_quality(each)
        assert told is None or 1 <= told <= 100
        assert jpeg_quality(io.BytesIO(each)) == told
