"""What a picture keeps of what is said about it."""

import struct
import zlib
from typing import Any

import pytest
import pyvips

from conftest import PICTURES
from make import picture
from vipsort.photo.formats import Format
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.describe import lost, with_metadata

CAMERA = "fuji-iptc-xmp-gps.jpg"
BLOCKS = ("exif-data", "xmp-data", "iptc-data", "icc-profile-data")


def opened(name: str) -> pyvips.Image:
    return pyvips.Image.new_from_buffer((PICTURES / name).read_bytes(), "")


def fields(image: pyvips.Image) -> set[str]:
    return set(image.get_fields())


def test_everything_is_kept_but_the_stale_thumbnail() -> None:
    before = opened(CAMERA)
    after, keep = with_metadata(before, "all")
    assert keep == "all"
    assert fields(before) - fields(after) <= {"jpeg-thumbnail-data"}


def test_the_embedded_thumbnail_always_goes() -> None:
    name = next(path.name for path in PICTURES.glob("*.jpg") if opened(path.name).get_typeof("jpeg-thumbnail-data"))
    for wanted in ("all", "private", "none"):
        assert "jpeg-thumbnail-data" not in fields(with_metadata(opened(name), wanted)[0])


def test_nothing_is_kept_where_nothing_is_wanted() -> None:
    assert with_metadata(opened(CAMERA), "none")[1] == "none"


def test_places_and_names_go_and_the_camera_stays() -> None:
    after, keep = with_metadata(opened(CAMERA), "private")
    left = fields(after)
    assert keep == "all"
    assert not any(field.startswith("exif-ifd3-") for field in left)
    assert "iptc-data" not in left
    assert "exif-ifd0-Model" in left


def test_the_picture_it_was_made_of_is_left_alone() -> None:
    before = opened(CAMERA)
    known = fields(before)
    with_metadata(before, "private")
    assert fields(before) == known


@pytest.mark.parametrize("blob", [b"<not xml", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"])
def test_an_xmp_packet_is_cleaned_or_dropped(blob: bytes) -> None:
    image = pyvips.Image.black(1, 1).copy()
    said: Any = blob
    image.set_type(pyvips.GValue.blob_type, "xmp-data", said)
    after, _keep = with_metadata(image, "private")
    assert ("xmp-data" in fields(after)) is blob.endswith(b"/>")


@pytest.mark.parametrize(
    ("format_", "note"),
    [
        (Format.JPEG, ""),
        (Format.PNG, "png cannot hold its IPTC"),
        (Format.WEBP, "webp cannot hold its IPTC"),
        (Format.AVIF, "avif cannot hold its IPTC"),
        (Format.TIFF, "tiff cannot hold its EXIF"),
        (Format.GIF, "gif cannot hold its EXIF and XMP and IPTC and ICC"),
    ],
)
def test_what_a_format_cannot_hold_is_told(format_: Format, note: str) -> None:
    assert lost(opened(CAMERA), Recipe(format_, Size(1, 1))) == note
    assert lost(opened(CAMERA), Recipe(format_, Size(1, 1), metadata="none")) == ""


def test_what_was_not_there_is_not_lost() -> None:
    assert lost(pyvips.Image.black(1, 1), Recipe(Format.GIF, Size(1, 1))) == ""


def test_where_fields_cannot_be_listed_private_is_everything_but_the_colours() -> None:
    plain, body = picture(".png"), b"tEXt\xe9t\xe9\0value"
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    image = pyvips.Image.new_from_buffer(plain[:33] + chunk + plain[33:], "")
    assert with_metadata(image, "private")[1] == "icc"
