"""Sound pictures with metadata that were made to hurt: bombs, loops, and words that lead out of a folder."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence

from make import jpeg, picture

ESCAPES = "\x1b[2J\x1b]0;owned\x07"
BIDI = "\u202egpj.exe"
Entry = tuple[int, int, int, bytes]
"""A tag, its type, its count, and its value in four bytes or more."""

_TEXT, _LONG = 2, 4
_MAKE, _MODEL, _DATE, _EXIF, _GPS, _ORIGINAL = 271, 272, 306, 0x8769, 0x8825, 0x9003
_LAUGHS = "".join(f"<!ENTITY l{n} '{'&l%d;' * 10}'>" % ((n - 1,) * 10) for n in range(1, 10))


def poisons() -> Mapping[str, bytes]:
    """Pictures that can be decoded, by file name."""
    return {**dict(_exif()), **dict(_xmp()), **dict(_of_png()), **dict(_profiles())}


def _exif() -> Iterator[tuple[str, bytes]]:
    for number, word in enumerate(("../../../../tmp/evil", "/etc/cron.d", "..", "a\0/../b", ESCAPES, BIDI, "NUL", "")):
        yield f"camera {number}.jpg", _with_exif(60 + number, [_text(_MAKE, word), _text(_MODEL, f"{word}/{word}")])
    for number, word in enumerate(
        ("9999:99:99 99:99:99", "0000:00:00 00:00:00", "../../2019", f"2019{ESCAPES}", "9" * 99)
    ):
        yield f"date {number}.jpg", _with_exif(70 + number, [_text(_DATE, word)], [_text(_ORIGINAL, word)])
    yield (
        "circle.jpg",
        _with_exif(80, [(_EXIF, _LONG, 1, struct.pack("<I", 8)), (_GPS, _LONG, 1, struct.pack("<I", 8))]),
    )
    yield "giant count.jpg", _with_exif(81, [(_MAKE, _TEXT, 0xFFFFFFFF, struct.pack("<I", 8))])
    yield "beyond.jpg", _with_exif(82, [(_MAKE, _TEXT, 64, struct.pack("<I", 0xFFFFFF00))])
    yield "long words.jpg", _with_exif(83, [_text(_MAKE, "M" * 30_000), _text(_MODEL, "\N{GRINNING FACE}" * 7_000)])
    yield "many entries.jpg", _with_exif(84, [(50_000 + n, _LONG, 1, bytes(4)) for n in range(5_000)])


def _xmp() -> Iterator[tuple[str, bytes]]:
    yield "laughs.jpg", _with_xmp(90, f"<!DOCTYPE x [{_LAUGHS}]>{_description('&l9;')}")
    yield (
        "a file of yours.jpg",
        _with_xmp(91, f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{_description("&f;")}'),
    )
    yield "deep.jpg", _with_xmp(92, "<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + "<a>" * 15_000 + "</x:xmpmeta>")
    attributes = " ".join(f"a{number}='1'" for number in range(5_000))
    yield "attributes.jpg", _with_xmp(93, f"<x:xmpmeta {attributes}></x:xmpmeta>")
    yield "no words.jpg", _with_xmp(94, "\0\x1b\u202e" * 3_000)


def _of_png() -> Iterator[tuple[str, bytes]]:
    pack = zlib.compressobj(9)
    zeros = b"".join(pack.compress(bytes(1_000_000)) for _ in range(100)) + pack.flush()
    for number, chunk in enumerate(
        (b"zTXtComment\0\0", b"iTXtComment\0\1\0\0\0", b"iCCPp\0\0", b"zTXtRaw profile type exif\0\0")
    ):
        yield f"unpacks to 100 MB {number}.png", with_chunks(picture(".png", seed=30 + number), [chunk + zeros])
    texts = [b"tEXt" + f"k{number}".encode() + b"\0" + b"v" * 200 for number in range(5_000)]
    yield "many words.png", with_chunks(picture(".png", seed=36), texts)
    yield "no utf-8.png", with_chunks(picture(".png", seed=37), [b"tEXt\xff\xfe\x1b[2J\0\xff"])
    yield (
        "chunk without end.png",
        with_chunks(picture(".png", seed=38), [b"eXIf"]).replace(b"\0\0\0\0eXIf", b"\xff\xff\xff\xffeXIf"),
    )


def _profiles() -> Iterator[tuple[str, bytes]]:
    head = b"ICC_PROFILE\0\1\1"
    yield "garbage profile.jpg", with_segments(jpeg(seed=100), [b"\xe2" + head + b"\xff" * 3_000])
    lying = struct.pack(">I", 0xFFFFFFFF) + b"lcms\4\0\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + b"\xff" * 500
    yield "lying profile.jpg", with_segments(jpeg(seed=101), [b"\xe2" + head + lying])
    yield "profile 255 of 1.jpg", with_segments(jpeg(seed=102), [b"\xe2ICC_PROFILE\0\xff\1" + bytes(300)])


def with_segments(data: bytes, segments: Sequence[bytes]) -> bytes:
    """A JPEG with more segments, each given by its marker's second byte and its content."""
    made = (b"\xff" + each[:1] + struct.pack(">H", len(each) + 1) + each[1:] for each in segments)
    return data[:2] + b"".join(made) + data[2:]


def with_chunks(data: bytes, chunks: Sequence[bytes]) -> bytes:
    """A PNG with more chunks behind its header, each given by its name and content."""
    made = (struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in chunks)
    return data[:33] + b"".join(made) + data[33:]


def _with_exif(seed: int, first: Sequence[Entry], second: Sequence[Entry] = ()) -> bytes:
    """A JPEG with these entries in its first directory and in that of the exposure."""
    pointer = [(_EXIF, _LONG, 1, struct.pack("<I", 8 + _directory_size(first) + 12))] if second else []
    block = b"II*\0\x08\0\0\0" + _directory([*first, *pointer], 8)
    block += _directory(second, len(block)) if second else b""
    return with_segments(picture(".jpg[keep=none]", seed), [b"\xe1Exif\0\0" + block[:65_000]])


def _directory(entries: Sequence[Entry], start: int) -> bytes:
    head, values = struct.pack("<H", len(entries)), b""
    values_at = start + 6 + 12 * len(entries)
    for tag, type_, count, value in entries:
        place = value if len(value) <= 4 else struct.pack("<I", values_at + len(values))
        head += struct.pack("<HHI", tag, type_, count) + place.ljust(4, b"\0")
        values += value if len(value) > 4 else b""
    return head + bytes(4) + values


def _directory_size(entries: Sequence[Entry]) -> int:
    return len(_directory(entries, 0))


def _text(tag: int, word: str) -> Entry:
    value = word.encode(errors="surrogateescape") + b"\0"
    return tag, _TEXT, len(value), value


def _with_xmp(seed: int, packet: str) -> bytes:
    return with_segments(jpeg(seed=seed), [b"\xe1http://ns.adobe.com/xap/1.0/\0" + packet.encode()[:65_000]])


def _description(date: str) -> str:
    return (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<r:Description xmlns:e='http://ns.adobe.com/exif/1.0/'>"
        f"<e:DateTimeOriginal>{date}</e:DateTimeOriginal></r:Description></r:RDF></x:xmpmeta>"
    )
