"""Real small pictures, made by libvips with real metadata."""

import struct
import zlib
from collections.abc import Mapping

import pyvips

from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.model import Photo, Source
from vipsort.photo.resize import Size
from vipsort.pixels import engine
from vipsort.pixels.header import read_header
from vipsort.pixels.sniff import HEAD, sniff

__all__ = [
    "PHOTO",
    "SOURCE",
    "blank_png",
    "box",
    "engine",
    "jpeg",
    "movie",
    "noise",
    "picture",
    "read_picture",
    "taken",
    "with_comment",
]


def noise(width: int = 64, height: int = 48, seed: int = 1) -> pyvips.Image:
    """A colour picture that is different for each seed and does not compress to nothing."""
    red, green, blue = (
        pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=seed * 3 + band) for band in range(3)
    )
    return red.bandjoin(green).bandjoin(blue).cast("uchar").copy(interpretation="srgb")


def picture(
    suffix: str, seed: int = 1, size: tuple[int, int] = (64, 48), exif: Mapping[str, str] | None = None
) -> bytes:
    """A file of the format of `suffix`; `exif` by libvips' field names, such as ``exif-ifd2-DateTimeOriginal``."""
    image = noise(*size, seed=seed).copy()
    for field, value in (exif or {}).items():
        image.set_type(pyvips.GValue.gstr_type, field, value)
    data: bytes = image.write_to_buffer(suffix)
    return data


def jpeg(date: str = "", seed: int = 1, size: tuple[int, int] = (64, 48), **fields: str) -> bytes:
    """A JPEG taken at `date` (``2019:07:04 10:11:12``); `fields` such as ``ifd0_Make="Canon"``."""
    exif = {f"exif-{field.replace('_', '-')}": value for field, value in fields.items()}
    if date:
        exif["exif-ifd2-DateTimeOriginal"] = date
    return picture(".jpg", seed, size, exif)


def with_comment(data: bytes, comment: str) -> bytes:
    """The same JPEG with a comment: other bytes, the same pixels, at no cost."""
    segment = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment.encode("ascii")
    return data[:2] + segment + data[2:]


def blank_png(width: int, height: int) -> bytes:
    """A black PNG of one bit a pixel: any number of pixels in next to no bytes."""
    squeeze = zlib.compressobj(1)
    row = bytes((width + 7) // 8 + 1)
    pixels = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(name, body) for name, body in chunks)


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


SOURCE = Source("2019/IMG_0001.jpg", size=2_000_000, mtime_ns=1_562_235_072_000_000_000)
"""A file found, to be replaced in part."""

PHOTO = Photo(SOURCE, "d" * 64, Format.JPEG, Header(Size(4000, 3000)))
"""A sound picture without a date, to be replaced in part."""


def taken(date: str) -> Candidate:
    """A date that EXIF tells, as precise as `date` is long."""
    return Candidate("exif:DateTimeOriginal", date, read_stamp(date), "")


def movie(date: str, brand: bytes = b"qt  ", seconds: int = 0) -> bytes:
    """A movie without a frame, taken at `date` as Apple writes it, or `seconds` after 1904; both may be empty."""
    header = box(b"mvhd", bytes(4), struct.pack(">II", seconds, seconds), bytes(88))
    key = b"com.apple.quicktime.creationdate"
    meta = (
        box(b"hdlr", bytes(25)),
        box(b"keys", bytes(4), struct.pack(">I", 1), box(b"mdta", key)),
        box(b"ilst", box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), date.encode("ascii")))),
    )
    told = box(b"moov", header, box(b"meta", *meta)) if date else box(b"moov", header)
    return box(b"ftyp", brand, bytes(4)) + box(b"mdat", brand) + told


def box(kind: bytes, *contents: bytes) -> bytes:
    """A box of an ISO base media file."""
    content = b"".join(contents)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def read_picture(data: bytes, name: str) -> tuple[Format, Header]:
    """The format and the header of a picture that can be decoded."""
    format_ = sniff(data[:HEAD], name)
    assert format_
    header = read_header(data, format_)
    assert header
    return format_, header
