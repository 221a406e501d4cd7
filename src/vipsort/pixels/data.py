"""The bytes of a picture: held whole, or read from their file."""

from io import BytesIO
from typing import BinaryIO

Data = bytes | BinaryIO


def head_of(data: Data, length: int) -> bytes:
    """The first bytes; a file is left at its start."""
    if isinstance(data, bytes):
        return data[:length]
    data.seek(0)
    head = data.read(length)
    data.seek(0)
    return head


def as_file(data: Data) -> BinaryIO:
    """A file of them, wherever it stands."""
    return BytesIO(data) if isinstance(data, bytes) else data
