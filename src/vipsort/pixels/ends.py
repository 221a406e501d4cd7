"""Whether a file reaches the end of its format: decoders stop at the last pixel that they are asked for.

A GIF that was cut loses frames and a PNG its animation, and neither libvips nor libpng says a word. Of a JPEG libvips
computes whole eighths only: where its height is no multiple of 8, its last row of blocks is never asked for.
"""

import os
import re
from typing import BinaryIO

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.data import Data, as_file

_WINDOW = 1 << 16  # bytes of a JPEG that are searched at once
_END, _SCAN = b"\xff\xd9", b"\xff\xda"
# The end, or a marker with the length of what it begins: no stuffed byte, no restart of the coded data.
_MARKER = re.compile(rb"\xff(?:\xd9|[\xc0-\xcf\xda-\xfe](..))", re.DOTALL)


def reach_end(data: Data, format_: Format) -> None:
    """Walk the file to its last block, without reading pixels. Raises Undecodable where it ends before."""
    file = as_file(data)
    match format_:
        case Format.GIF:
            whole = _gif(file)
        case Format.PNG:
            whole = _png(file)
        case Format.JPEG:
            whole = _jpeg(file)
        case _:
            return
    if not whole:
        raise Undecodable("cut short")


def _jpeg(file: BinaryIO) -> bool:
    # Coded data hold no end: where the file's last bytes are one, they need not be searched once they have begun.
    ends = _last(file, len(_END)) == _END
    window, start, place = b"", 0, 2
    while True:
        found = _MARKER.search(window, place - start)
        if found is None:
            start = max(place, start + len(window) - 3)  # a marker may lie across the border
            file.seek(start)
            window = file.read(_WINDOW)
            if not window or (len(window) < 4 and _END not in window):  # noqa: PLR2004 - a marker and its length
                return False
        elif found[1] is None or (ends and found[0].startswith(_SCAN)):
            return True
        else:
            place = start + found.end() - 2 + max(2, int.from_bytes(found[1]))


def _last(file: BinaryIO, count: int) -> bytes:
    """The last bytes of a file."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - count))
    return file.read(count)


def _png(file: BinaryIO) -> bool:
    file.seek(8)
    while len(head := file.read(8)) == 8:  # noqa: PLR2004 - a chunk's length and name
        if head.endswith(b"IEND"):
            return True
        file.seek(int.from_bytes(head[:4]) + 4, os.SEEK_CUR)
    return False


def _gif(file: BinaryIO) -> bool:
    file.seek(10)
    place = 13 + _colours(file.read(1))
    while kind := _byte(file, place):
        match kind:
            case b";":
                return True
            case b"!":
                place += 2
            case b",":
                place += 11 + _colours(_byte(file, place + 9))
            case _:
                return False
        while (length := _byte(file, place)) > b"\0":
            place += 1 + length[0]
        place += 1
    return False


def _byte(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.read(1)


def _colours(flags: bytes) -> int:
    """Bytes of the table of colours that these flags tell of."""
    return 3 << (flags[0] & 7) + 1 if flags > b"\x7f" else 0
