"""Where pictures that are made of boxes (HEIF, AVIF, JPEG XL, JPEG 2000, CR3) keep their metadata."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from vipsort.pixels.boxes import Box, boxes, content, whole, within

_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_UUIDS = {bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): b"xml ", b"JpgTiffExif->JP2": b"Exif"}
_KINDS = {b"Exif": b"Exif", b"CMT1": b"Exif", b"CMT2": b"Exif", b"xml ": b"xml ", b"application/rdf+xml": b"xml "}


def metadata_boxes(file: BinaryIO) -> Iterator[Box]:
    """Where HEIF, AVIF, JPEG XL, JPEG 2000 and CR3 keep EXIF (kind ``Exif``) and XMP (kind ``xml ``)."""
    items = _items(file, within(file, whole(file), b"meta"))
    canon = _canon(file, within(file, whole(file), b"moov", b"uuid"))
    for box in chain(items, canon, _outermost(file)):
        if kind := _KINDS.get(box.kind):
            yield Box(kind, box.start, box.end)


def _outermost(file: BinaryIO) -> Iterator[Box]:
    for box in boxes(file, whole(file)):
        if box.kind == b"uuid":
            yield Box(_UUIDS.get(content(file, box, 16), b""), box.start + 16, box.end)
        else:
            yield box


def _canon(file: BinaryIO, maker: Box) -> Iterator[Box]:
    known = content(file, maker, 16) == _CANON
    return boxes(file, Box(b"", maker.start + 16, maker.end if known else 0))


def _items(file: BinaryIO, meta: Box) -> Iterator[Box]:
    """What a HEIF picture lists (ISO/IEC 14496-12, 8.11), by item type or media type; its first piece each."""
    inside, file_end = Box(b"", meta.start + 4, meta.end), whole(file).end
    places = _places(content(file, within(file, inside, b"iloc")), within(file, inside, b"idat").start)
    names = within(file, inside, b"iinf")
    entries_start = names.start + (6 if content(file, names, 1) == b"\0" else 8)
    for entry in boxes(file, Box(b"", entries_start, names.end)):
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
