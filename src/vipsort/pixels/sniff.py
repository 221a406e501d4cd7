"""Which picture format a file has, by its first bytes; its name counts only where they cannot tell."""

from collections.abc import Callable

from vipsort.photo.formats import BY_SUFFIX, Format
from vipsort.photo.naming import split_name

HEAD = 64
"""Bytes from the start of a file that `sniff` looks at."""

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II\x2b\x00", Format.TIFF),
    (b"MM\x00\x2b", Format.TIFF),
    (b"IIRO", Format.RAW),  # Olympus
    (b"IIRS", Format.RAW),
    (b"MMOR", Format.RAW),
    (b"IIU\x00", Format.RAW),  # Panasonic, Leica
    (b"FUJIFILMCCD-RAW ", Format.RAW),
    (b"\x00MRM", Format.RAW),  # Minolta
    (b"FOVb", Format.RAW),  # Sigma
    (b"II\x1a\x00\x00\x00HEAPCCDR", Format.RAW),  # Canon CRW
    (b"BM", Format.BMP),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Format.JPEG2000),
    (b"\xff\x4f\xff\x51", Format.JPEG2000),
    (b"\xff\x0a", Format.JXL),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", Format.JXL),
    (b"8BPS", Format.PSD),
    (b"qoif", Format.QOI),
    (b"DDS ", Format.DDS),
    (b"icns", Format.ICNS),
    (b"\x01\xda", Format.SGI),
    (b"gimp xcf ", Format.XCF),
    (b"\x76\x2f\x31\x01", Format.EXR),
    (b"#?RADIANCE", Format.HDR),
    (b"#?RGBE", Format.HDR),
)

_BRANDS = {
    b"avif": Format.AVIF,
    b"avis": Format.AVIF,
    b"crx ": Format.RAW,
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), Format.HEIC),
}
_UNDECIDED_BRANDS = (b"mif1", b"msf1", b"mif2")


def sniff(head: bytes, filename: str) -> Format | None:
    """The format of a file whose first `HEAD` bytes are `head`; None for what is no picture."""
    named = BY_SUFFIX.get(split_name(filename)[1].lower())
    for magic, format_ in _MAGIC:
        if head.startswith(magic) and _WEAK.get(format_, _always)(head):
            return format_
    if head[:4] in {b"II\x2a\x00", b"MM\x00\x2a"}:
        # Most camera RAW files are TIFF files: only the name, or Canon's mark, tells them apart.
        return Format.RAW if named is Format.RAW or head[8:10] == b"CR" else Format.TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return _without_magic(head, named)


def _by_brand(head: bytes) -> Format | None:
    """ISO base media files say in their first box what they hold; movies are no pictures."""
    if head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    if head[8:12] not in _UNDECIDED_BRANDS:
        return None
    length = min(int.from_bytes(head[:4], "big"), len(head))
    compatible = (_BRANDS.get(head[at : at + 4]) for at in range(16, length - 3, 4))
    return next(filter(None, compatible), Format.HEIC)


def _without_magic(head: bytes, named: Format | None) -> Format | None:
    """Formats with next to no magic are believed only under their own name."""
    match named:
        case Format.PNM if head[:1] == b"P" and head[1:2] in b"1234567" and head[2:3].isspace():
            return named
        case Format.TGA if len(head) > 18 and head[1] <= 1 and head[2] in {1, 2, 3, 9, 10, 11}:  # noqa: PLR2004
            return named
        case Format.PCX if head[:1] == b"\x0a" and head[1:2] in b"\x00\x02\x03\x04\x05" and head[2:3] in b"\x00\x01":
            return named
        case Format.ICO if head[:4] in {b"\x00\x00\x01\x00", b"\x00\x00\x02\x00"} and head[4:6] != b"\x00\x00":
            return named
        case Format.SVG if head[:2] == b"\x1f\x8b" or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return named
        case Format.RAW if head:
            return named
        case _:
            return None


def _always(_head: bytes) -> bool:
    return True


def _is_bitmap(head: bytes) -> bool:
    """`BM` starts many texts; a bitmap's reserved words are zero and its header has a known length."""
    return head[6:10] == b"\x00\x00\x00\x00" and int.from_bytes(head[14:18], "little") in {
        12,
        16,
        40,
        52,
        56,
        64,
        108,
        124,
    }


_WEAK: dict[Format, Callable[[bytes], bool]] = {Format.BMP: _is_bitmap}
