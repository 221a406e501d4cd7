"""ISO base media files (MP4, QuickTime, HEIF, CR3): the boxes that they are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

_MOST_BOXES = 4096  # side by side; a HEIC of 200 MP has some 800 tiles, each with an entry of its own
_MOST_BYTES = 1 << 20  # of one box; tables of places and names are tens of kilobytes


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


def boxes(file: BinaryIO, outer: Box) -> Iterator[Box]:
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


def within(file: BinaryIO, outer: Box, *path: bytes) -> Box:
    """The box at the end of a path of kinds, the first of each kind; an empty one where the path breaks off."""
    for kind in path:
        outer = next((box for box in boxes(file, outer) if box.kind == kind), Box(kind, 0, 0))
    return outer
