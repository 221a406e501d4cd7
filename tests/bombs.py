"""Pictures whose headers promise more than anyone has memory for, in next to no bytes."""

import struct
import zlib
from collections.abc import Iterator, Mapping

from conftest import PICTURES
from make import blank_png, picture

_GIF_FRAME = b"!\xf9\x04\0\x01\0\0\0,"
_EMPTY_LZW = b"\x02\x02\x44\x01\0"  # clear, one pixel, end
_WIDE = 2**31 - 1


def bombs() -> Mapping[str, bytes]:
    """Areas, bands, frames and pages, by file name."""
    return {**dict(_areas()), **dict(_frames()), **dict(_pages())}


def _areas() -> Iterator[tuple[str, bytes]]:
    yield "area.png", png(_WIDE, _WIDE)
    yield "area lied.png", png(30_000, 30_000, depth=8, colour=2)
    yield "area interlaced.png", png(12_000, 12_000, depth=16, colour=6, interlaced=1)
    yield "area real.png", blank_png(9_000, 9_000)
    yield "wide.png", png(1_000_000, 10, depth=8, colour=2)
    yield "area.gif", gif((65_535, 65_535), frames=1)
    yield "area 400 MP.gif", gif((20_000, 20_000), frames=1)
    yield "area.jpg", jpeg_of_size(65_500, 65_500)
    yield "area.webp", webp_of_size(16_384, 16_384)
    yield (
        "area lossless.webp",
        _riff(b"VP8L", b"\x2f" + (16_383 - 1 | (16_383 - 1) << 14).to_bytes(4, "little") + bytes(20)),
    )
    yield "area.avif", _resized_boxes((PICTURES / "kyocera.avif").read_bytes(), 65_535, 65_535)
    yield "area.heic", _resized_boxes((PICTURES / "outdoor.heic").read_bytes(), 65_535, 65_535)
    yield "area.bmp", _bmp(_WIDE, _WIDE)
    yield "area 900 MP.bmp", _bmp(30_000, 30_000)
    yield "area.tif", tiff([(_WIDE, _WIDE, 3)])
    yield "area.ppm", b"P6 999999999 999999999 255\n" + bytes(64)
    yield "area.tga", bytes((0, 0, 2, *[0] * 9)) + struct.pack("<HHBB", 65_535, 65_535, 24, 0) + bytes(64)
    yield "area.qoi", b"qoif" + struct.pack(">IIBB", _WIDE, _WIDE, 4, 0) + bytes(64)
    yield "bands.tif", tiff([(2_000, 2_000, 65_535)])
    yield "bands of 8.tif", tiff([(64, 64, 8)])
    yield "no area.png", png(0, 0)
    yield "no area.gif", gif((0, 0), frames=1)
    yield "no area.jpg", jpeg_of_size(0, 0)


def _frames() -> Iterator[tuple[str, bytes]]:
    yield "frames.gif", gif((16, 16), frames=20_000)
    yield "big frames.gif", gif((1_000, 1_000), frames=5_000)
    one = (PICTURES / "lossless.webp").read_bytes()
    coded = one[12:] + b"\0" * (len(one) % 2)
    frame = _chunk(b"ANMF", bytes(6) + bytes((63, 0, 0, 47, 0, 0, 1, 0, 0, 0)) + coded[: 8 + _size_at(coded, 4)])
    head = _chunk(b"VP8X", b"\x02\0\0\0" + bytes((63, 0, 0, 47, 0, 0))) + _chunk(b"ANIM", bytes(6))
    body = head + frame * 300
    yield "frames.webp", b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    still = picture(".png", size=(8, 8))
    control = _png_chunk(b"acTL", struct.pack(">II", _WIDE, 0))
    yield "frames.apng", still[:33] + control + still[33:]


def _pages() -> Iterator[tuple[str, bytes]]:
    yield "pages.tif", tiff([(8, 8, 1)] * 6_000)
    once = tiff([(8, 8, 1)])
    yield "pages without end.tif", once[:-4] + once[4:8]
    to_nowhere = once[:-4] + struct.pack("<I", 0xFFFFFFF0)
    yield "pages to nowhere.tif", to_nowhere
    yield "a directory of 65535.tif", b"II*\0\x08\0\0\0\xff\xff" + bytes(200)


def png(width: int, height: int, *, depth: int = 1, colour: int = 0, interlaced: int = 0) -> bytes:
    """A PNG of that size by its header, with one row of pixels at most."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(64))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(name, body) for name, body in chunks)


def gif(size: tuple[int, int], frames: int) -> bytes:
    """A GIF of that size whose every frame has one pixel of data."""
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = _GIF_FRAME + struct.pack("<HHHHB", 0, 0, *size, 0) + _EMPTY_LZW
    return head + frame * frames + b";"


def jpeg_of_size(width: int, height: int) -> bytes:
    """A small JPEG whose frame header tells another size."""
    data = bytearray(picture(".jpg", size=(16, 16)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    """A WebP whose canvas is of that size and whose picture is small."""
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _riff(b"VP8X", canvas, picture(".webp", size=(16, 16))[12:])


def tiff(pages: list[tuple[int, int, int]]) -> bytes:
    """A TIFF whose pages are of these widths, heights and bands, with 64 bytes of pixels between them."""
    data = bytearray(b"II*\0" + struct.pack("<I", 72) + bytes(64))
    for number, (width, height, bands) in enumerate(pages, start=1):
        tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, bands)]
        tags += [(278, 4, height), (279, 4, 64)]
        data += struct.pack("<H", len(tags)) + b"".join(
            struct.pack("<HHII", tag, type_, 1, v) for tag, type_, v in tags
        )
        data += struct.pack("<I", len(data) + 4 if number < len(pages) else 0)
    return bytes(data)


def _bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IIIIiiHHIIiiII", 118, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(64)


def _resized_boxes(data: bytes, width: int, height: int) -> bytes:
    """A picture made of boxes that all tell another size."""
    for at in (at for at in range(len(data)) if data.startswith(b"ispe", at)):
        data = data[: at + 8] + struct.pack(">II", width, height) + data[at + 16 :]
    return data


def _riff(name: bytes, content: bytes, rest: bytes = b"") -> bytes:
    body = _chunk(name, content) + rest
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _size_at(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 4], "little")


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
