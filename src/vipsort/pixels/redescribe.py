"""A JPEG with other metadata and the same pixels: its coded picture is not touched."""

from collections.abc import Iterator
from typing import BinaryIO

import pyvips
from blake3 import blake3

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.model import Rendered
from vipsort.photo.work import Redescribe
from vipsort.pixels.check import check
from vipsort.pixels.data import Data
from vipsort.pixels.describe import with_metadata
from vipsort.pixels.loading import decoding, open_image

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SOS, _COMMENT, _APP0, _APP1, _APP2, _APP13, _APP14, _APP15 = 0xDA, 0xFE, 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF
_PROFILE = b"ICC_PROFILE\0"

Segment = tuple[int, bytes]
"""A marker's second byte, and the segment's content without its length."""


def redescribe(data: Data, format_: Format, header: Header, work: Redescribe) -> Rendered | None:
    """The JPEG with only the metadata that are wanted; its orientation and its colours' profile stay with its pixels.

    None where it says nothing anyway.
    What follows the picture (a second view, a gain map, a movie) carries metadata of its own and goes.
    Raises Undecodable.
    """
    if work.check:
        check(data, format_, header)
    whole = data if isinstance(data, bytes) else _all_of(data)
    segments, coded = _split(whole)
    kept = [segment for segment in segments if _belongs_to_the_pixels(segment)]
    if kept == segments and whole.endswith(coded):
        return None
    # The file marker stays first; what libvips writes comes behind it.
    first = [segment for segment in kept if segment[0] == _APP0]
    rest = [segment for segment in kept if segment[0] != _APP0]
    made = b"".join([_SOI, *map(_written, [*first, *_described(data, header, work), *rest]), coded])
    return Rendered(made, Format.JPEG, digest=blake3(made).hexdigest())


def _described(data: Data, header: Header, work: Redescribe) -> list[Segment]:
    """The metadata segments that libvips writes for a picture of the same size that is described as wanted."""
    with decoding():
        image, keep = with_metadata(open_image(data, Format.JPEG), work.metadata)
        # One pixel carries the metadata onto an empty picture: libvips writes width and height into EXIF.
        carrier = image.crop(0, 0, 1, 1).embed(0, 0, header.size.width, header.size.height)
        if keep != "all":
            carrier = pyvips.Image.black(header.size.width, header.size.height).copy()
        # Without its orientation a picture would lie on its side.
        carrier.set_type(pyvips.GValue.gint_type, "orientation", header.orientation)
        segments, _coded = _split(carrier.jpegsave_buffer())
    return [(marker, content) for marker, content in segments if marker == _APP1]


def _belongs_to_the_pixels(segment: Segment) -> bool:
    """Tables, frames, colour marks and the profile; no application's and no person's words."""
    marker, content = segment
    if marker == _APP2:
        return content.startswith(_PROFILE)
    return marker in {_APP0, _APP14} or not (_APP1 <= marker <= _APP15 or marker == _COMMENT)


def _split(data: bytes) -> tuple[list[Segment], bytes]:
    """The segments before the coded picture, and that up to its end. Raises Undecodable."""
    segments: list[Segment] = []
    for marker, at, end in _walk(data):
        if marker == _SOS:
            last = data.find(_EOI, end)
            return segments, data[at - 4 : last + 2 if last > 0 else len(data)]
        segments.append((marker, data[at:end]))
    raise Undecodable("its segments make no sense")


def _walk(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment's content."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - how a marker starts
        if data[at + 1] == 0xFF:  # noqa: PLR2004 - filling
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], at + 4, end
        at = end


def _written(segment: Segment) -> bytes:
    marker, content = segment
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def _all_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()
