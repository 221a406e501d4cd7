"""ISO base media files (MP4, QuickTime, HEIF, CR3): the boxes they are made of, and when a movie was taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import SEEK_END, BytesIO
from itertools import chain
from typing import BinaryIO

_MOST_BOXES = 4096  # side by side; a HEIC of 200 MP has some 800 tiles, each with an entry of its own
_MOST_BYTES = 1 << 20  # of one box; tables of places and names are tens of kilobytes
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_LAST_SECOND = 1 << 33  # in the year 2176; 64 bits would go on past the end of the calendar
_CREATION_DATE = b"com.apple.quicktime.creationdate"
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_UUIDS = {bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): b"xml ", b"JpgTiffExif->JP2": b"Exif"}
_KINDS = {b"Exif": b"Exif", b"CMT1": b"Exif", b"CMT2": b"Exif", b"xml ": b"xml ", b"application/rdf+xml": b"xml "}


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a file with a kind: where its content starts and where it ends, in bytes."""

    kind: bytes
    start: int
    end: int


def content(file: BinaryIO, box: Box, most: int = _MOST_BYTES) -> bytes:
    """The first `most` bytes inside a box."""
    file.seek(box.start)
    return file.read(max(0, min(box.end - box.start, most)))


def whole(file: BinaryIO) -> Box:
    """The file itself, as the box around all others."""
    return Box(b"", 0, file.seek(0, SEEK_END))


def metadata_boxes(file: BinaryIO) -> Iterator[Box]:
    """Where HEIF, AVIF, JPEG XL, JPEG 2000 and CR3 keep EXIF (kind ``Exif``) and XMP (kind ``xml ``)."""
    items = _items(file, _within(file, whole(file), b"meta"))
    canon = _canon(file, _within(file, whole(file), b"moov", b"uuid"))
    for box in chain(items, canon, _outermost(file)):
        if kind := _KINDS.get(box.kind):
            yield Box(kind, box.start, box.end)


def movie_dates(file: BinaryIO) -> Mapping[str, str]:
    """The dates that a movie carries, in ISO 8601; what is unset or no date is left out.

    `QuickTime:CreateDate` is UTC by the standard, and written without offset. `Keys:CreationDate` is local time with
    its offset, as the file has it.
    """
    movie = _within(file, whole(file), b"moov")
    dates = {
        "Keys:CreationDate": _from_keys(file, _within(file, movie, b"meta"))
        or _from_keys(file, _within(file, movie, b"udta", b"meta")),
        "QuickTime:CreateDate": _from_header(content(file, _within(file, movie, b"mvhd"), 12)),
    }
    return {name: date for name, date in dates.items() if date}


def _boxes(file: BinaryIO, outer: Box) -> Iterator[Box]:
    """The boxes side by side in another, up to one that makes no sense; the last may be cut short."""
    start = outer.start
    for _ in range(_MOST_BOXES):
        header = content(file, Box(b"", start, outer.end), 16)
        size, used = int.from_bytes(header[:4]), 8
        if size == 0:
            size = outer.end - start
        elif size == 1:
            size, used = int.from_bytes(header[8:]), 16
        if len(header) < used or size < used:
            return
        yield Box(header[4:8], start + used, min(start + size, outer.end))
        start = min(start + size, outer.end)


def _within(file: BinaryIO, outer: Box, *path: bytes) -> Box:
    """The box at the end of a path of kinds, the first of each kind; an empty one where the path breaks off."""
    for kind in path:
        outer = next((box for box in _boxes(file, outer) if box.kind == kind), Box(kind, 0, 0))
    return outer


def _outermost(file: BinaryIO) -> Iterator[Box]:
    for box in _boxes(file, whole(file)):
        if box.kind == b"uuid":
            yield Box(_UUIDS.get(content(file, box, 16), b""), box.start + 16, box.end)
        else:
            yield box


def _canon(file: BinaryIO, maker: Box) -> Iterator[Box]:
    known = content(file, maker, 16) == _CANON
    return _boxes(file, Box(b"", maker.start + 16, maker.end if known else 0))


def _items(file: BinaryIO, meta: Box) -> Iterator[Box]:
    """What a HEIF picture lists (ISO/IEC 14496-12, 8.11), by item type or media type; its first piece each."""
    inside, file_end = Box(b"", meta.start + 4, meta.end), whole(file).end
    places = _places(content(file, _within(file, inside, b"iloc")), _within(file, inside, b"idat").start)
    names = _within(file, inside, b"iinf")
    entries_start = names.start + (6 if content(file, names, 1) == b"\0" else 8)
    for entry in _boxes(file, Box(b"", entries_start, names.end)):
        name = content(file, entry, 256)
        size = 4 if name[:1] == b"\3" else 2  # version 3 has wider numbers
        kind = name[6 + size : 10 + size]
        if kind == b"mime":
            kind = (name[10 + size :] + b"\0\0").split(b"\0")[1]
        start, end = places.get(int.from_bytes(name[4 : 4 + size]), (0, 0))
        if start < end <= file_end:
            yield Box(kind, start, end)


def _places(table: bytes, data_start: int) -> Mapping[int, tuple[int, int]]:
    cursor = BytesIO(table)
    version, sizes = _number(cursor, 4) >> 24, _number(cursor, 2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    item_size, method_size, index_size = [(2, 0, 0), (2, 2, index_size), (4, 2, index_size)][min(version, 2)]
    places = {}
    for _ in range(min(_number(cursor, item_size), len(table) // 6)):
        item, method, _, base, pieces = (_number(cursor, size) for size in (item_size, method_size, 2, base_size, 2))
        after = cursor.tell() + pieces * (index_size + offset_size + length_size)
        _, offset, length = (_number(cursor, size) for size in (index_size, offset_size, length_size))
        start = base + offset + (data_start if method & 15 == 1 else 0)
        places[item] = (start, start + length)
        cursor.seek(after)
    return places


def _number(cursor: BinaryIO, size: int) -> int:
    return int.from_bytes(cursor.read(size))


def _from_header(header: bytes) -> str:
    seconds = int.from_bytes(header[4:12] if header[:1] == b"\1" else header[4:8])
    return (_EPOCH + timedelta(seconds=seconds)).isoformat()[:19] if 0 < seconds < _LAST_SECOND else ""


def _from_keys(file: BinaryIO, meta: Box) -> str:
    # QuickTime's `meta` starts with a box right away, MP4's has four bytes of version and flags before it.
    inside = Box(b"", meta.start + (0 if content(file, meta, 8)[4:] == b"hdlr" else 4), meta.end)
    keys = _within(file, inside, b"keys")
    for number, key in enumerate(_boxes(file, Box(b"", keys.start + 8, keys.end)), start=1):
        if content(file, key, 64) == _CREATION_DATE:
            value = _within(file, inside, b"ilst", number.to_bytes(4), b"data")
            return content(file, value, 64)[8:].decode("ascii", "replace").strip("\0 ")
    return ""
