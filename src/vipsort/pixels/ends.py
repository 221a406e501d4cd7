"""Whether a file reaches the end of its format: decoders stop at the last pixel that they are asked for.

A GIF that was cut loses frames and a PNG its animation, and neither libvips nor libpng says a word.
"""

import io
import os
from typing import BinaryIO

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.loading import Data


def reach_end(data: Data, format_: Format) -> None:
    """Walk the file to its last block, without reading pixels. Raises Undecodable where it ends before."""
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    match format_:
        case Format.GIF:
            whole = _gif(file)
        case Format.PNG:
            whole = _png(file)
        case _:
            return
    if not whole:
        raise Undecodable("cut short")


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
