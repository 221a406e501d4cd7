"""What a picture's header says."""

import io
import struct
import zlib

import pytest
from PIL import Image

from conftest import PICTURES
from make import noise, picture, read_picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.pixels.header import read_header

KNOWN = {
    "10bit-grey.heif": Header(Size(29, 100), 1, 2),
    "16bit-exif-xmp.png": Header(Size(29, 100), 3, 2),
    "alpha.png": Header(Size(256, 192), 4),
    "animated.gif": Header(Size(64, 48), 4, pages=4),
    "animated.webp": Header(Size(370, 285), 4, pages=10),
    "bilevel-xmp.tiff": Header(Size(100, 100), 1),
    "cmyk.jpg": Header(Size(100, 100), 4, quality=93),
    "grey.tga": Header(Size(128, 128), 1),
    "interlaced.png": Header(Size(36, 28), 3, progressive=True),
    "kyocera.avif": Header(Size(640, 480), 3),
    "lossless.webp": Header(Size(36, 28), 3),
    "nikon-d5300-gps.heic": Header(Size(300, 200), 3),
    "pages.tiff": Header(Size(10, 10), 3, pages=3),
    "plain.bmp": Header(Size(36, 28), 3),
    "plain.dds": Header(Size(16, 16), 4),
    "plain.gif": Header(Size(36, 28), 3),
    "plain.ico": Header(Size(36, 28), 4),
    "plain.jp2": Header(Size(300, 400), 3),
    "plain.ppm": Header(Size(36, 28), 3),
    "progressive.jpg": Header(Size(320, 240), 3, progressive=True, halved_chroma=True, quality=88),
    "turned.jpg": Header(Size(128, 128), 3, orientation=6, halved_chroma=True, quality=81),
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_header_is_read(name: str) -> None:
    _format, header = read_picture((PICTURES / name).read_bytes(), name)
    assert header == KNOWN[name]


@pytest.mark.parametrize("name", KNOWN)
def test_an_open_file_tells_the_same(name: str) -> None:
    format_, header = read_picture((PICTURES / name).read_bytes(), name)
    with (PICTURES / name).open("rb") as file:
        file.read(10)
        assert read_header(file, format_) == header


@pytest.mark.parametrize(
    "format_", [Format.RAW, Format.PSD, Format.JXL, Format.SVG, Format.EXR, Format.HDR, Format.XCF]
)
def test_what_nobody_decodes_has_no_header(format_: Format) -> None:
    assert read_header(b"", format_) is None


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("length", [0, 6])
def test_a_header_that_was_cut_off_is_no_header(name: str, length: int) -> None:
    data = (PICTURES / name).read_bytes()
    format_, _header = read_picture(data, name)
    with pytest.raises(Undecodable):
        read_header(data[:length], format_)


@pytest.mark.parametrize("format_", [Format.JPEG, Format.HEIC, Format.BMP])
def test_garbage_has_no_header(format_: Format) -> None:
    with pytest.raises(Undecodable, match="its pixels cannot be decoded"):
        read_header(b"garbage" * 100, format_)


@pytest.mark.parametrize(("written", "read"), [(6, 6), (1, 1), (8, 8), (9, 1), (0, 1)])
def test_an_orientation_that_means_nothing_is_upright(written: int, read: int) -> None:
    data = (PICTURES / "turned.jpg").read_bytes()
    said = b"\x12\x01\x03\x00\x01\x00\x00\x00"
    assert read_picture(data.replace(said + b"\6", said + bytes([written])), "a.jpg")[1].orientation == read


def test_a_pyramid_is_one_picture_and_tells_its_tiles() -> None:
    data: bytes = noise(700, 500).tiffsave_buffer(tile=True, tile_width=64, tile_height=32, pyramid=True)
    assert read_picture(data, "a.tif")[1] == Header(Size(700, 500), tile_height=32)


def test_pages_that_only_begin_like_a_pyramid_are_pages() -> None:
    one, two = (Image.new("RGB", size) for size in ((40, 30), (20, 15)))
    file = io.BytesIO()
    one.save(file, "TIFF", save_all=True, append_images=[two, one])
    assert read_picture(file.getvalue(), "a.tif")[1].pages == 3


def test_a_png_with_keys_that_are_no_utf_8_has_a_header() -> None:
    plain, body = picture(".png"), b"tEXt\xe9t\xe9\0value"
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    assert read_picture(plain[:33] + chunk + plain[33:], "a.png")[1] == Header(Size(64, 48))


@pytest.mark.parametrize(("mode", "bands"), [("1", 1), ("L", 1), ("LA", 2), ("P", 1), ("RGB", 3), ("RGBA", 4)])
def test_bands_of_what_pillow_reads_are_counted(mode: str, bands: int) -> None:
    file = io.BytesIO()
    Image.new(mode, (5, 4)).save(file, "TGA")
    assert read_picture(file.getvalue(), "a.tga")[1] == Header(Size(5, 4), bands)
