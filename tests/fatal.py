"""Pictures that kill the process that decodes them, where it has little memory."""

import shutil
import struct

import pytest

LITTLE = 700_000_000  # bytes of memory, less than a killer wants


def killer(number: int, side: int = 20_000) -> bytes:
    """A GIF of 50 bytes that asks for 1.6 GB, 4 bytes a pixel: where there is less, libvips ends the process."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    comment = str(number).encode()
    said = b"!\xfe" + bytes([len(comment)]) + comment + b"\0"
    return head + said + b"!\xf9\x04\0\1\0\0\0," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\2\2\x44\1\0;"


def within(data: int) -> tuple[str, ...]:
    """A command that takes another one as its arguments and gives it so much memory."""
    path = shutil.which("prlimit")
    if path is None:
        pytest.skip("prlimit is not on PATH")
    return path, f"--data={data}"
