"""When a movie was taken, by its own word."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from vipsort.pixels.boxes import Box, boxes, content, whole, within

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_LAST_SECOND = 1 << 33  # in the year 2176; 64 bits would go on past the end of the calendar
_CREATION_DATE = b"com.apple.quicktime.creationdate"


def movie_dates(file: BinaryIO) -> Mapping[str, str]:
    """The dates that a movie carries, in ISO 8601; what is unset or no date is left out.

    `QuickTime:CreateDate` is UTC by the standard, and written without offset. `Keys:CreationDate` is local time with
    its offset, as the file has it.
    """
    movie = within(file, whole(file), b"moov")
    dates = {
        "Keys:CreationDate": _from_keys(file, within(file, movie, b"meta"))
        or _from_keys(file, within(file, movie, b"udta", b"meta")),
        "QuickTime:CreateDate": _from_header(content(file, within(file, movie, b"mvhd"), 12)),
    }
    return {name: date for name, date in dates.items() if date}


def _from_header(header: bytes) -> str:
    seconds = int.from_bytes(header[4:12] if header[:1] == b"\1" else header[4:8])
    return (_EPOCH + timedelta(seconds=seconds)).isoformat()[:19] if 0 < seconds < _LAST_SECOND else ""


def _from_keys(file: BinaryIO, meta: Box) -> str:
    # QuickTime's `meta` starts with a box right away, MP4's has four bytes of version and flags before it.
    inside = Box(b"", meta.start + (0 if content(file, meta, 8)[4:] == b"hdlr" else 4), meta.end)
    keys = within(file, inside, b"keys")
    for number, key in enumerate(boxes(file, Box(b"", keys.start + 8, keys.end)), start=1):
        if content(file, key, 64) == _CREATION_DATE:
            value = within(file, inside, b"ilst", number.to_bytes(4), b"data")
            return content(file, value, 64)[8:].decode("ascii", "replace").strip("\0 ")
    return ""
