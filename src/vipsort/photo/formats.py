"""The picture formats that are known: their names, how they are opened, and what each can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType


class Opener(Enum):
    """Who turns the bytes into pixels."""

    VIPS = auto()
    HEIF = auto()
    PILLOW = auto()
    NOBODY = auto()  # a picture all the same: dated, sorted and deduplicated as bytes


class Format(StrEnum):
    """A kind of picture file, by its content."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    GIF = "gif"
    AVIF = "avif"
    HEIC = "heic"
    BMP = "bmp"
    ICO = "ico"
    TGA = "tga"
    PNM = "pnm"
    PCX = "pcx"
    SGI = "sgi"
    QOI = "qoi"
    DDS = "dds"
    ICNS = "icns"
    JPEG2000 = "jpeg2000"
    PSD = "psd"
    JXL = "jxl"
    SVG = "svg"
    HDR = "hdr"
    EXR = "exr"
    XCF = "xcf"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of every file of a format.

    `suffixes` are its usual name endings, lower-case, the first being the one that a misnamed file gets.
    `kept_as` is the format that its pixels are written in when the format itself is kept.
    """

    suffixes: tuple[str, ...]
    opener: Opener
    kept_as: Format | None = None


_RAW_SUFFIXES = (
    ".dng", ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".erf", ".fff", ".gpr", ".iiq", ".k25", ".kdc", ".mef",
    ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
)  # fmt: skip

FACTS: Mapping[Format, Facts] = MappingProxyType(
    {
        Format.JPEG: Facts((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), Opener.VIPS, Format.JPEG),
        Format.PNG: Facts((".png", ".apng"), Opener.VIPS, Format.PNG),
        Format.WEBP: Facts((".webp",), Opener.VIPS, Format.WEBP),
        Format.TIFF: Facts((".tif", ".tiff"), Opener.VIPS, Format.TIFF),
        Format.GIF: Facts((".gif",), Opener.VIPS, Format.GIF),
        Format.AVIF: Facts((".avif",), Opener.VIPS, Format.AVIF),
        Format.HEIC: Facts((".heic", ".heif", ".hif", ".heics", ".heifs"), Opener.HEIF, Format.JPEG),
        Format.BMP: Facts((".bmp", ".dib"), Opener.PILLOW, Format.PNG),
        Format.ICO: Facts((".ico", ".cur"), Opener.PILLOW, Format.PNG),
        Format.TGA: Facts((".tga", ".icb", ".vda", ".vst"), Opener.PILLOW, Format.PNG),
        Format.PNM: Facts((".ppm", ".pgm", ".pbm", ".pnm", ".pam"), Opener.PILLOW, Format.PNG),
        Format.PCX: Facts((".pcx",), Opener.PILLOW, Format.PNG),
        Format.SGI: Facts((".sgi", ".rgb", ".rgba", ".bw"), Opener.PILLOW, Format.PNG),
        Format.QOI: Facts((".qoi",), Opener.PILLOW, Format.PNG),
        Format.DDS: Facts((".dds",), Opener.PILLOW, Format.PNG),
        Format.ICNS: Facts((".icns",), Opener.PILLOW, Format.PNG),
        Format.JPEG2000: Facts((".jp2", ".j2k", ".jpf", ".jpx", ".j2c", ".jpc"), Opener.PILLOW, Format.JPEG),
        Format.PSD: Facts((".psd",), Opener.NOBODY),
        Format.JXL: Facts((".jxl",), Opener.NOBODY),
        Format.SVG: Facts((".svg", ".svgz"), Opener.NOBODY),
        Format.HDR: Facts((".hdr", ".rgbe", ".pic"), Opener.NOBODY),
        Format.EXR: Facts((".exr",), Opener.NOBODY),
        Format.XCF: Facts((".xcf",), Opener.NOBODY),
        Format.RAW: Facts(_RAW_SUFFIXES, Opener.NOBODY),
    }
)

BY_SUFFIX: Mapping[str, Format] = MappingProxyType(
    {suffix: format_ for format_, facts in FACTS.items() for suffix in facts.suffixes}
)

ANIMATED = frozenset({Format.GIF, Format.WEBP})
"""Formats whose animation is kept when written."""

TRANSPARENT = frozenset({Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF})
"""Formats that hold an alpha channel when written."""

LARGEST_SIDE: Mapping[Format, int] = MappingProxyType(
    {Format.JPEG: 65_500, Format.WEBP: 16_383, Format.AVIF: 16_384, Format.GIF: 65_535}
)
"""Pixels a side that a format can hold, where it is limited below what libvips can compute."""

METADATA_LOST: Mapping[Format, tuple[str, ...]] = MappingProxyType(
    {
        Format.JPEG: (),
        Format.PNG: ("iptc",),
        Format.WEBP: ("iptc",),
        Format.AVIF: ("iptc",),
        Format.TIFF: ("exif",),
        Format.GIF: ("exif", "xmp", "iptc", "icc"),
    }
)
"""What libvips cannot write into a format, by the names of its metadata blocks."""

_ALSO_OTHER_THINGS = frozenset(
    {".bw", ".cur", ".dib", ".fff", ".gpr", ".hdr", ".icb", ".iiq", ".k25", ".mos", ".pam", ".pic", ".raw", ".rgb"}
    | {".rgba", ".sgi", ".vda", ".vst", ".x3f"}
)


def is_picture_name(filename: str) -> bool:
    """Whether a name claims a picture; endings that other programs use as well claim nothing."""
    suffix = "".join(filename.lower().rpartition(".")[1:])
    return suffix in BY_SUFFIX and suffix not in _ALSO_OTHER_THINGS
