"""Bytes opened as a libvips image, whoever decodes them."""

import io

import pytest
import pyvips
from PIL import Image

from conftest import PICTURES
from make import picture, read_picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.loading import ALL, as_source, decoding, open_image


def opened(name: str, *, every_page: bool = False) -> pyvips.Image:
    data = (PICTURES / name).read_bytes()
    return open_image(data, read_picture(data, name)[0], page=ALL if every_page else 0)


def tga(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "TGA")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "bands", "format_", "interpretation"),
    [
        ("nikon.jpg", 3, "uchar", "srgb"),
        ("cmyk.jpg", 4, "uchar", "cmyk"),
        ("16bit-exif-xmp.png", 3, "ushort", "rgb16"),
        ("alpha.png", 4, "uchar", "srgb"),
        ("10bit-grey.heif", 1, "ushort", "grey16"),
        ("plain.heif", 3, "uchar", "srgb"),
        ("nikon-d5300-gps.heic", 3, "uchar", "srgb"),
        ("grey.tga", 1, "uchar", "b-w"),
        ("plain.bmp", 3, "uchar", "srgb"),
        ("plain.ico", 4, "uchar", "srgb"),
        ("plain.jp2", 3, "uchar", "srgb"),
    ],
)
def test_an_image_has_its_bands_and_its_colours(name: str, bands: int, format_: str, interpretation: str) -> None:
    image = opened(name)
    assert (image.bands, image.format, image.interpretation) == (bands, format_, interpretation)


@pytest.mark.parametrize(("name", "pages"), [("animated.gif", 4), ("animated.webp", 10)])
def test_every_page_is_a_strip_of_pages(name: str, pages: int) -> None:
    strip, first = opened(name, every_page=True), opened(name)
    assert (strip.get_n_pages(), strip.height) == (pages, first.height * pages)


@pytest.mark.parametrize(("mode", "bands"), [("1", 1), ("L", 1), ("LA", 2), ("P", 3), ("RGB", 3), ("RGBA", 4)])
def test_every_mode_of_pillow_becomes_plain_bands(mode: str, bands: int) -> None:
    image = open_image(tga(Image.new(mode, (5, 4))), Format.TGA)
    assert (image.width, image.height, image.bands, image.format) == (5, 4, bands, "uchar")


def test_the_pixels_of_pillow_are_the_pixels() -> None:
    image = open_image(tga(Image.new("RGB", (5, 4), (1, 2, 3))), Format.TGA)
    assert image(2, 2) == [1, 2, 3]


def test_grey_of_sixteen_bits_keeps_them() -> None:
    deep = open_image(b"P5 2 1 65535\n\x12\x34\xff\xff", Format.PNM)
    assert (deep.format, deep(0, 0), deep(1, 0)) == ("ushort", [0x1234], [65535])


@pytest.mark.parametrize("name", ["nikon-d5300-gps.heic", "outdoor.heic"])
def test_what_heic_says_of_itself_can_be_taken_apart(name: str) -> None:
    fields = opened(name).get_fields()
    assert "exif-data" in fields
    assert any(field.startswith("exif-ifd0-") for field in fields)


@pytest.mark.parametrize("name", ["outdoor.heic", "plain.heif", "plain.bmp"])
def test_what_others_have_turned_is_upright(name: str) -> None:
    assert opened(name).get("orientation") == 1


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_an_open_file_is_the_same_image(suffix: str) -> None:
    data = picture(suffix)
    format_ = read_picture(data, "a")[0]
    file = io.BytesIO(data)
    file.seek(7)
    assert (open_image(data, format_).copy_memory() - open_image(file, format_).copy_memory()).abs().max() == 0


def test_a_source_starts_where_its_file_does() -> None:
    file = io.BytesIO(picture(".jpg"))
    file.read()
    assert pyvips.Image.new_from_source(as_source(file), "").width == 64


@pytest.mark.parametrize("error", [OSError, ValueError, SyntaxError, ZeroDivisionError, KeyError, TypeError, EOFError])
def test_whatever_a_decoder_raises_the_picture_is_broken(error: type[Exception]) -> None:
    with pytest.raises(Undecodable), decoding():
        raise error


@pytest.mark.parametrize("error", [MemoryError, AssertionError])
def test_what_is_no_picture_s_fault_is_not_blamed_on_it(error: type[Exception]) -> None:
    with pytest.raises(error), decoding():
        raise error


def test_what_nobody_decodes_is_told() -> None:
    with pytest.raises(Undecodable, match="psd pictures cannot be decoded"):
        open_image(b"8BPS", Format.PSD)
