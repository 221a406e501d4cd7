"""Whether a picture can be decoded to its last pixel."""

from time import process_time

import pytest
import pyvips

from bombs import tiff
from conftest import PICTURES
from make import noise, picture, read_picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import BY_SUFFIX, FACTS, Format, Opener
from vipsort.pixels.check import check
from vipsort.pixels.header import read_header

SOUND = sorted(
    path.name
    for path in PICTURES.iterdir()
    if FACTS[BY_SUFFIX.get(path.suffix, Format.RAW)].opener is not Opener.NOBODY and path.name != "truncated.jpg"
)
# What is cut off of these are no pixels: a comment, a thumbnail, a mask.
LONG_TAILS = {"grey.tga"}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_picture_is_sound(name: str) -> None:
    data = (PICTURES / name).read_bytes()
    check(data, *read_picture(data, name))


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_picture_is_sound_in_an_open_file(name: str) -> None:
    with (PICTURES / name).open("rb") as file:
        check(file, *read_picture((PICTURES / name).read_bytes(), name))


@pytest.mark.parametrize("name", [name for name in SOUND if name not in LONG_TAILS])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.75, 0.9])
def test_a_picture_that_was_cut_off_is_never_sound(name: str, part: float) -> None:
    data = (PICTURES / name).read_bytes()
    format_, _header = read_picture(data, name)
    cut = data[: int(len(data) * part)]
    with pytest.raises(Undecodable, match=r"its pixels cannot be decoded|cut short"):
        check_whole(cut, format_)


def check_whole(data: bytes, format_: Format) -> None:
    """What a run does: the header, then the pixels."""
    header = read_header(data, format_)
    assert header
    check(data, format_, header)


def test_a_real_cut_off_picture_has_a_header_and_is_not_sound() -> None:
    data = (PICTURES / "truncated.jpg").read_bytes()
    format_, header = read_picture(data, "truncated.jpg")
    with pytest.raises(Undecodable, match="cut short"):
        check(data, format_, header)


@pytest.mark.parametrize("suffix", [".jpg", ".jpg[interlace]", ".png", ".png[interlace]", ".webp", ".tif", ".avif"])
def test_a_picture_of_our_own_that_was_cut_off_is_never_sound(suffix: str) -> None:
    data = picture(suffix, size=(300, 200))
    format_, header = read_picture(data, "a")
    check(data, format_, header)
    with pytest.raises(Undecodable):
        check_whole(data[: len(data) * 4 // 5], format_)


@pytest.mark.parametrize("height", [65, 68, 71, 72, 73])
@pytest.mark.parametrize("cut", [1, 2, 3, 60, 200])
def test_a_jpeg_without_its_last_row_of_blocks_is_never_sound(height: int, cut: int) -> None:
    data = picture(".jpg", size=(100, height))
    format_, header = read_picture(data, "a.jpg")
    check(data + b"what follows the picture", format_, header)
    with pytest.raises(Undecodable, match="cut short"):
        check(data[:-cut], format_, header)


def test_a_tiff_of_many_pages_is_soon_checked() -> None:
    data = tiff([(8, 8, 1)] * 2000)
    format_, header = read_picture(data, "a.tif")
    began = process_time()
    check(data, format_, header)
    assert process_time() - began < 10  # page by page it took a minute


def test_holes_in_a_picture_are_found() -> None:
    data = picture(".png", size=(300, 200))
    format_, header = read_picture(data, "a.png")
    hole = len(data) // 2
    with pytest.raises(Undecodable):
        check(data[:hole] + bytes(100) + data[hole + 100 :], format_, header)


def test_what_nobody_decodes_cannot_be_called_sound() -> None:
    data = picture(".jpg")
    _format, header = read_picture(data, "a.jpg")
    with pytest.raises(Undecodable, match="raw pictures cannot be decoded"):
        check(data, Format.RAW, header)


def test_a_hole_in_the_second_page_of_a_tiff_is_found() -> None:
    pages = noise(64, 96)
    pages.set_type(pyvips.GValue.gint_type, "page-height", 48)
    data: bytes = pages.tiffsave_buffer(compression="deflate")
    format_, header = read_picture(data, "a.tif")
    assert header.pages == 2
    check(data, format_, header)
    second = len(data) // 2  # where its first strip begins
    broken = data[:second] + bytes(800) + data[second + 800 :]
    with pytest.raises(Undecodable):
        check(broken, format_, header)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (4, 4), (7, 9), (9, 7), (8, 8), (300, 3)])
def test_the_smallest_pictures_are_sound(width: int, height: int) -> None:
    data = noise(width, height).jpegsave_buffer()
    check(data, *read_picture(data, "a"))
