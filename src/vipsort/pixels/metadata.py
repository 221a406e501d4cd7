"""What a picture file says about itself: when, with what and which way up it was taken."""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from vipsort.pixels.boxes import Box, content
from vipsort.pixels.data import Data, as_file
from vipsort.pixels.packets import Kind, Packet, find_packets

_MOST_BYTES = 4 << 20  # of one packet; Lightroom's longest histories are some hundred kilobytes
_MOST_BLOCKS = 2  # CR3 has one with the camera and one with the exposure
_TIFF_MAGIC = re.compile(rb"II\*\0|MM\0\*|IIR[OS]|MMOR|IIU\0")
_LONGEST_READ = 64 * 1024  # bytes; microscopes write megabytes of text into one tag
_FUEL = 2_000_000  # bytes read and 32 for each reading; cameras use up to 27,000, and a bad file would take hours
_QUICKLY: Mapping[str, Any] = {"details": False, "extract_thumbnail": False}
_DATES = {
    "DateTimeOriginal": ("EXIF DateTimeOriginal", "Image DateTimeOriginal"),
    "DateTimeDigitized": ("EXIF DateTimeDigitized", "Image DateTimeDigitized"),
    "DateTime": ("Image DateTime",),
    "GPSDateStamp": ("GPS GPSDate",),
}  # in the first directory: CR3, whose directories are apart, and TIFF/EP

# exifread reports each oddity of a file; here an oddity is an ordinary thing, and stderr is for people.
logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a picture file says about itself; empty where it says nothing.

    `exif` has the raw text of those of DateTimeOriginal, DateTimeDigitized, DateTime and GPSDateStamp that are there.
    `orientation` is EXIF's, from 1 (upright) to 8; HEIF and JPEG XL files say it a second time, elsewhere, and that
    counts. `xmp` is a packet of XML, `iptc` the datasets of IPTC-IIM.
    """

    exif: Mapping[str, str] = field(default_factory=dict)
    make: str = ""
    model: str = ""
    orientation: int = 1
    xmp: bytes = b""
    iptc: bytes = b""


def read_metadata(data: Data) -> Metadata:
    """The metadata in a picture's bytes, or in a seekable file of them; nothing is believed and nothing raised.

    Only a file that cannot be read raises, as OSError.
    """
    file = as_file(data)
    packets = find_packets(file)
    tags: dict[str, object] = {}
    for packet in [packet for packet in packets if packet.kind is Kind.EXIF][:_MOST_BLOCKS]:
        tags = _tags(file, packet) | tags
    return Metadata(
        exif=MappingProxyType({name: text for name, keys in _DATES.items() if (text := _text(tags, *keys))}),
        make=_text(tags, "Image Make").strip(),
        model=_text(tags, "Image Model").strip(),
        orientation=_orientation(tags),
        xmp=_first(file, packets, Kind.XMP),
        iptc=_first(file, packets, Kind.IPTC),
    )


class _Rationed:
    """A file that may be read only so much, since a TIFF's directories can be made to have no end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._fuel = _FUEL
        self.seek = file.seek
        self.tell = file.tell

    def read(self, size: int) -> bytes:
        part = self._file.read(min(size, _LONGEST_READ))
        self._fuel -= 32 + len(part)
        if self._fuel < 0:
            raise EOFError
        return part


def _tags(file: BinaryIO, packet: Packet) -> dict[str, object]:
    place = Box(b"", packet.start, packet.end)
    magic = _TIFF_MAGIC.search(content(file, place, 32))
    if not magic:
        return {}
    if packet.start > 0:
        file = BytesIO(content(file, place, _MOST_BYTES)[magic.start() :])
    import exifread  # noqa: PLC0415 - a run that finds nothing new does without

    try:
        return exifread.process_file(cast("BinaryIO", _Rationed(file)), **_QUICKLY)
    except OSError:
        raise  # the share, not the picture
    except Exception:  # noqa: BLE001 - exifread indexes, unpacks and asserts its way through bytes that anyone may have made
        return {}


def _text(tags: Mapping[str, object], *keys: str) -> str:
    """The text of the first of these tags that has one."""
    for key in keys:
        match getattr(tags.get(key), "values", None):
            case str(text) if text:
                return text
            case bytes(text) if text:
                return text.decode("latin-1")  # exifread leaves as bytes what is no UTF-8
    return ""


def _orientation(tags: Mapping[str, object]) -> int:
    match getattr(tags.get("Image Orientation"), "values", None):
        case [int(orientation), *_] if 1 <= orientation <= 8:  # noqa: PLR2004 - EXIF's eight
            return orientation
    return 1


def _first(file: BinaryIO, packets: Iterable[Packet], kind: Kind) -> bytes:
    for packet in packets:
        if packet.kind is kind:
            return content(file, Box(b"", packet.start, packet.end), _MOST_BYTES)
    return b""
