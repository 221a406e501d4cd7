"""Where a picture file keeps its EXIF, XMP and IPTC: found by walking its segments, without reading the pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from struct import iter_unpack, unpack
from typing import BinaryIO

from vipsort.pixels.box_metadata import metadata_boxes
from vipsort.pixels.boxes import Box, content, whole

_MOST_SEGMENTS, _MOST_PACKETS = 4096, 16
_SEARCHED = 256 * 1024  # bytes at either end of a file whose structure is not known here
_PNG_XMP = b"iTXtXML:com.adobe.xmp\0\0\0\0\0"  # not compressed, in no language


class Kind(StrEnum):
    """What a packet holds."""

    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"


_KINDS = {b"EXIF": Kind.EXIF, b"Exif": Kind.EXIF, b"XMP ": Kind.XMP, b"xml ": Kind.XMP}


@dataclass(frozen=True, slots=True)
class Packet:
    """A stretch of metadata, in bytes of the file; EXIF is a TIFF block that begins within its first 32 bytes."""

    kind: Kind
    start: int
    end: int


def find_packets(file: BinaryIO) -> tuple[Packet, ...]:
    """The metadata of a file, whatever its bytes are; at most 16 packets."""
    head = content(file, whole(file), 16)
    walk = next((walk for place, magics, walk in _WALKS if head.startswith(magics, place)), _searched)
    return tuple(islice(walk(file, whole(file).end), _MOST_PACKETS))


def _jpeg(file: BinaryIO, end: int) -> Iterator[Packet]:
    place = 2
    for _ in range(_MOST_SEGMENTS):
        head = content(file, Box(b"", place, end), 40)
        if head[:1] != b"\xff" or head[1:2] in (b"\xda", b"\xd9"):  # the pixels, or the end
            return
        after = place + 2 + int.from_bytes(head[2:4])
        if head.startswith(b"Exif\0", 4):
            yield Packet(Kind.EXIF, place + 10, after)
        elif head.startswith(b"http://ns.adobe.com/xap/1.0/\0", 4):
            yield Packet(Kind.XMP, place + 33, after)
        elif head.startswith(b"Photoshop 3.0\0", 4):
            yield from _resources(file, place + 18, after)
        place = place + 1 if head[1:2] == b"\xff" else after  # a marker may have more than one 0xff before it


def _resources(file: BinaryIO, place: int, end: int) -> Iterator[Packet]:
    """Photoshop's image resources, which JPEG, TIFF and PSD carry alike."""
    kinds = {b"\x04\x04": Kind.IPTC, b"\x04\x22": Kind.EXIF, b"\x04\x24": Kind.XMP}
    for _ in range(_MOST_SEGMENTS):
        head = content(file, Box(b"", place, end), 262)
        if not head.startswith(b"8BIM"):
            return
        name_end = 6 + (head[6:7] + b"\0")[0] // 2 * 2 + 2  # its length is one byte, and both together are even
        start = place + name_end + 4
        size = int.from_bytes(head[name_end : name_end + 4])
        if kind := kinds.get(head[4:6]):
            yield Packet(kind, start, start + size)
        place = start + size + size % 2


def _psd(file: BinaryIO, end: int) -> Iterator[Packet]:
    return _resources(file, 34 + int.from_bytes(content(file, Box(b"", 26, end), 4)), end)  # behind the palette


def _png(file: BinaryIO, end: int) -> Iterator[Packet]:
    place = 8
    for _ in range(_MOST_SEGMENTS):
        head = content(file, Box(b"", place, end), 4 + len(_PNG_XMP))
        after = place + 8 + int.from_bytes(head[:4])
        if head.startswith(b"eXIf", 4):
            yield Packet(Kind.EXIF, place + 8, after)
        elif head.endswith(_PNG_XMP):
            yield Packet(Kind.XMP, place + len(head), after)
        place = after + 4
        if place >= end:
            return


def _webp(file: BinaryIO, end: int) -> Iterator[Packet]:
    place = 12
    for _ in range(_MOST_SEGMENTS):
        head = content(file, Box(b"", place, end), 8)
        start, size = place + 8, int.from_bytes(head[4:], "little")
        if kind := _KINDS.get(head[:4]):
            yield Packet(kind, start, start + size)
        place = start + size + size % 2
        if place >= end:
            return


def _tiff(file: BinaryIO, end: int) -> Iterator[Packet]:
    """The file is what EXIF blocks are made like; its first directory has the places of XMP and IPTC."""
    yield Packet(Kind.EXIF, 0, end)
    head = content(file, Box(b"", 0, end), 8).ljust(8, b"\0")
    order = "<" if head.startswith(b"II") else ">"
    (directory,) = unpack(order + "I", head[4:])
    (count,) = unpack(order + "H", content(file, Box(b"", directory, end), 2).ljust(2, b"\0"))
    entries = content(file, Box(b"", directory + 2, end), 12 * count)
    for tag, type_, amount, start in iter_unpack(order + "HHII", entries[: len(entries) // 12 * 12]):
        size = amount * (4 if type_ == 4 else 1)  # noqa: PLR2004 - some write IPTC as 32-bit numbers
        match tag:
            case 700:
                yield Packet(Kind.XMP, start, start + size)
            case 33723:
                yield Packet(Kind.IPTC, start, start + size)
            case 34377:
                yield from _resources(file, start, start + size)


def _boxed(file: BinaryIO, _end: int) -> Iterator[Packet]:
    for box in metadata_boxes(file):
        yield Packet(_KINDS[box.kind], box.start, box.end)


def _searched(file: BinaryIO, end: int) -> Iterator[Packet]:
    """What gives itself away: XMP anywhere, EXIF in the JPEG that is inside RAF and X3F, and in MRW."""
    for first in sorted({0, max(0, end - _SEARCHED)}):
        part = content(file, Box(b"", first, end), _SEARCHED)
        for sign in (b"Exif\0\0MM\0*", b"Exif\0\0II*\0", b"\0TTW"):
            if (found := part.find(sign)) >= 0:
                yield Packet(Kind.EXIF, first + found, end)
        opened = part.find(b"<x:xmpmeta")
        closed = part.find(b"</x:xmpmeta>", opened)
        if 0 <= opened < closed:
            yield Packet(Kind.XMP, first + opened, first + closed + 12)


_WALKS = (
    (0, b"\xff\xd8\xff", _jpeg),
    (0, b"\x89PNG\r\n\x1a\n", _png),
    (0, (b"II*\0", b"MM\0*", b"IIRO", b"IIRS", b"MMOR", b"IIU\0"), _tiff),  # and Olympus' and Panasonic's variants
    (0, b"8BPS", _psd),
    (8, b"WEBP", _webp),
    (4, (b"ftyp", b"JXL ", b"jP  "), _boxed),
)
