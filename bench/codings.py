"""How a camera's pixels are stored: a picture is developed once, and printed with as many EXIF blocks as are wanted."""

import io
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import pillow_heif
import pyvips
from PIL import Image

from splice import EXIF_MARKER, jpeg_segment, png_chunk

Printer = Callable[[bytes], bytes]
"""Makes a file's bytes of an EXIF block, with its `Exif` header."""


class Coding(StrEnum):
    """How pixels are stored; camera JPEGs are baseline 4:2:0."""

    BASELINE = "baseline"
    FULL_CHROMA = "444"
    PROGRESSIVE = "progressive"
    PNG = "png"
    HEIC = "heic"
    TIFF = "tiff"
    WEBP = "webp"


_JPEGS: Mapping[Coding, Mapping[str, Any]] = {
    Coding.BASELINE: {"subsample_mode": "on"},
    Coding.FULL_CHROMA: {"subsample_mode": "off"},
    Coding.PROGRESSIVE: {"subsample_mode": "on", "interlace": True},
}
_BY_PILLOW: Mapping[Coding, Mapping[str, Any]] = {
    Coding.HEIC: {"format": "HEIF", "quality": 60, "enc_params": {"preset": "ultrafast"}},  # 2 MB, as telephones
    Coding.TIFF: {"format": "TIFF"},
    Coding.WEBP: {"format": "WEBP", "quality": 80, "method": 0},
}

pillow_heif.register_heif_opener()


def suffix(coding: Coding) -> str:
    """As cameras write it."""
    match coding:
        case Coding.BASELINE | Coding.FULL_CHROMA | Coding.PROGRESSIVE:
            return ".JPG"
        case Coding.TIFF:
            return ".TIF"
        case _:
            return f".{coding.upper()}"


def develop(image: pyvips.Image, coding: Coding, quality: int) -> Printer:
    """JPEG (at this quality) and PNG are encoded once here, the others with each print."""
    if coding in _JPEGS:
        jpeg = bytes(image.jpegsave_buffer(Q=quality, keep=pyvips.ForeignKeep.NONE, **_JPEGS[coding]))
        return lambda block: jpeg_segment(jpeg, EXIF_MARKER, block)
    if coding is Coding.PNG:
        png = bytes(image.pngsave_buffer(compression=3, keep=pyvips.ForeignKeep.NONE))
        return lambda block: png_chunk(png, b"eXIf", block.removeprefix(b"Exif\0\0"))
    pixels = Image.frombuffer("RGB", (image.width, image.height), image.write_to_memory())

    def printed(block: bytes) -> bytes:
        out = io.BytesIO()
        pixels.save(out, exif=block, **_BY_PILLOW[coding])
        return out.getvalue()

    return printed
