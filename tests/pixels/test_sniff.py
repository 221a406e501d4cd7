"""Which picture format a file has, by its first bytes."""

from pathlib import Path

import pytest

from conftest import PICTURES
from make import picture
from vipsort.photo.formats import BY_SUFFIX, Format
from vipsort.pixels.sniff import HEAD, sniff

MOVIES = {".mov", ".mp4"}
RIGHT = sorted(path for path in PICTURES.iterdir() if path.suffix not in MOVIES | {".md"})
WEAK = {Format.RAW, Format.SVG, Format.TGA, Format.PCX, Format.ICO, Format.PNM}
STRONG = [path for path in RIGHT if BY_SUFFIX[path.suffix] not in WEAK]


def box(brand: bytes, *compatible: bytes) -> bytes:
    content = b"ftyp" + brand + b"\0\0\0\0" + b"".join(compatible)
    return (len(content) + 4).to_bytes(4, "big") + content + b"\0" * 40


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_every_picture_is_known_under_its_own_name(path: Path) -> None:
    assert sniff(path.read_bytes()[:HEAD], path.name) is BY_SUFFIX[path.suffix]


@pytest.mark.parametrize("path", STRONG, ids=lambda path: path.name)
@pytest.mark.parametrize("name", ["wrong.jpg", "wrong.png", "wrong.txt", "wrong"])
def test_a_wrong_name_deceives_nobody(path: Path, name: str) -> None:
    assert sniff(path.read_bytes()[:HEAD], name) is BY_SUFFIX[path.suffix]


@pytest.mark.parametrize("name", ["made-by-ffmpeg.mov", "pentax.mov"])
@pytest.mark.parametrize("alias", ["a.mov", "a.jpg", "a.heic"])
def test_a_movie_is_no_picture(name: str, alias: str) -> None:
    assert sniff((PICTURES / name).read_bytes()[:HEAD], alias) is None


@pytest.mark.parametrize("name", ["canon-350d.dng", "nikon-d70.nef", "panasonic-lx3.rw2", "canon-350d.cr2"])
def test_a_raw_file_is_not_taken_for_a_tiff(name: str) -> None:
    assert sniff((PICTURES / name).read_bytes()[:HEAD], name) is Format.RAW


@pytest.mark.parametrize("name", ["a.tif", "a.jpg", "a"])
def test_canon_s_mark_is_known_whatever_the_name(name: str) -> None:
    assert sniff((PICTURES / "canon-350d.cr2").read_bytes()[:HEAD], name) is Format.RAW


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (box(b"heic"), Format.HEIC),
        (box(b"avif"), Format.AVIF),
        (box(b"avis"), Format.AVIF),
        (box(b"mif1", b"mif1", b"avif"), Format.AVIF),
        (box(b"mif1", b"heic"), Format.HEIC),
        (box(b"mif1"), Format.HEIC),
        (box(b"msf1", b"hevc", b"avif"), Format.HEIC),
        (box(b"crx "), Format.RAW),
        (box(b"isom", b"heic"), None),
        (box(b"qt  "), None),
        (box(b"mp42", b"avif"), None),
    ],
)
def test_a_box_says_by_its_brand_what_it_holds(head: bytes, format_: Format | None) -> None:
    assert sniff(head[:HEAD], "a.jpg") is format_


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"", "a.jpg"),
        (b"", "a.nef"),
        (b"hello", "a.jpg"),
        (b"BMW is a car, and this is a text about it", "a.bmp"),
        (b"P5 is no bitmap here", "a.txt"),
        (b"Picture", "a.ppm"),
        (b"P8\n", "a.ppm"),
        (b"\x0a\x05\x01", "a.txt"),
        (b"\x0a\x09\x01", "a.pcx"),
        (b"\x00\x00\x01\x00\x00\x00", "a.ico"),
        (b"<html>", "a.html"),
        (b"hello", "a.svg"),
        (bytes(HEAD), "a.tga"),
        (b"\xff\xd8", "a.jpg"),
        (b"RIFF\0\0\0\0WAVE", "a.webp"),
        (b"\x89PNG\n", "a.png"),
    ],
)
def test_what_is_no_picture_is_none(head: bytes, name: str) -> None:
    assert sniff(head, name) is None


@pytest.mark.parametrize(
    ("suffix", "format_"),
    [
        (".jpg", Format.JPEG),
        (".png", Format.PNG),
        (".webp", Format.WEBP),
        (".tif", Format.TIFF),
        (".gif", Format.GIF),
        (".avif", Format.AVIF),
    ],
)
def test_what_is_written_is_known_again(suffix: str, format_: Format) -> None:
    assert sniff(picture(suffix)[:HEAD], "a") is format_


@pytest.mark.parametrize(
    ("head", "format_"),
    [
        (b"II\x2b\x00", Format.TIFF),
        (b"MM\x00\x2a", Format.TIFF),
        (b"IIRO\x08", Format.RAW),
        (b"MMOR\x08", Format.RAW),
        (b"\xff\x4f\xff\x51", Format.JPEG2000),
        (b"\xff\x0a", Format.JXL),
        (b"qoif", Format.QOI),
        (b"icns", Format.ICNS),
        (b"\x01\xda\x01", Format.SGI),
        (b"GIF87a", Format.GIF),
        (b"#?RGBE", Format.HDR),
    ],
)
def test_a_magic_is_enough(head: bytes, format_: Format) -> None:
    assert sniff(head, "a.txt") is format_
