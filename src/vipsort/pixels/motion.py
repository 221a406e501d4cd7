"""Whether a picture holds a video: motion photos of Google's and Samsung's phones."""

import io
import os
import re
from typing import BinaryIO

_GOOGLE = re.compile(rb"""(?:MotionPhoto|MicroVideo)\s*(?:=\s*["']|>\s*)1\b""")
_SAMSUNG_END, _SAMSUNG = b"SEFT", b"MotionPhoto_Data"
_DIRECTORY = 4096  # bytes before its end in which Samsung names what it put behind the picture


def holds_video(data: bytes | BinaryIO, xmp: bytes) -> bool:
    """Whether its XMP says so, or the directory that Samsung writes behind a picture."""
    if _GOOGLE.search(xmp):
        return True
    if isinstance(data, bytes):
        return data.endswith(_SAMSUNG_END) and _SAMSUNG in data
    data.seek(0, io.SEEK_END)
    data.seek(max(0, data.tell() - _DIRECTORY), os.SEEK_SET)
    tail = data.read(_DIRECTORY)
    return tail.endswith(_SAMSUNG_END) and _SAMSUNG in tail
