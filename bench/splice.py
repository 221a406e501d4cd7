"""Labels put into pictures without touching a pixel: a JPEG segment, a PNG chunk, a GIF comment."""

import struct
import zlib

EXIF_MARKER = 0xE1
COMMENT_MARKER = 0xFE

_JFIF = b"\xff\xe0"
_PNG_BEFORE_CHUNKS = 33  # the signature and IHDR, which has to stay first
_GIF_TRAILER = b"\x3b"


def jpeg_segment(jpeg: bytes, marker: int, payload: bytes) -> bytes:
    """The JPEG with this segment first; it takes JFIF's place, as cameras write it."""
    body = jpeg[2:]
    if body.startswith(_JFIF):
        (length,) = struct.unpack_from(">H", body, 2)
        body = body[2 + length :]
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + body


def png_chunk(png: bytes, kind: bytes, payload: bytes) -> bytes:
    """The PNG with this chunk right after its header."""
    chunk = struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))
    return png[:_PNG_BEFORE_CHUNKS] + chunk + png[_PNG_BEFORE_CHUNKS:]


def gif_comment(gif: bytes, text: bytes) -> bytes:
    """The GIF with this comment (255 bytes at most) at its end; comments came with GIF89a."""
    comment = b"\x21\xfe" + bytes([len(text)]) + text + b"\x00"
    return b"GIF89a" + gif[6:].removesuffix(_GIF_TRAILER) + comment + _GIF_TRAILER
