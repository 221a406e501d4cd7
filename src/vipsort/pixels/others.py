"""What libvips does not decode: HEIC through pillow-heif, BMP and the like through Pillow; loaded when one is met."""

from collections.abc import Mapping
from typing import Any

import pillow_heif
import pyvips
from PIL import Image

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.pixels.data import Data, as_file

Image.MAX_IMAGE_PIXELS = None  # areas are limited by --max-pixels, before pixels are asked for

_BLOBS = {"exif-data": "exif", "xmp-data": "xmp", "icc-profile-data": "icc_profile"}
"""libvips' names of metadata blocks, and those of Pillow and pillow-heif."""

_DEEP_GREY = "I;16"
"""Pillow's and pillow-heif's mode of grey with 16 bits; all the others have 8 bits a band, a letter each."""

_PILLOW_NAMES = {
    Format.BMP: ("BMP", "DIB"),
    Format.ICO: ("ICO", "CUR"),
    Format.TGA: ("TGA",),
    Format.PNM: ("PPM",),
    Format.PCX: ("PCX",),
    Format.SGI: ("SGI",),
    Format.QOI: ("QOI",),
    Format.DDS: ("DDS",),
    Format.ICNS: ("ICNS",),
    Format.JPEG2000: ("JPEG2000",),
}


def open_elsewhere(data: Data, format_: Format) -> pyvips.Image:
    """The picture as stored, decoded. Raises whatever its decoder does."""
    return _through_heif(data) if FACTS[format_].opener is Opener.HEIF else _through_pillow(data, format_)


def header_elsewhere(data: Data, format_: Format) -> Header:
    """What is known before decoding. Raises whatever its decoder does."""
    if FACTS[format_].opener is Opener.HEIF:
        heif = _open_heif(data)
        bands, band_bytes = (1, 2) if heif.mode == _DEEP_GREY else (len(heif.mode), 1)
        return Header(Size(*heif.size), bands, band_bytes, pages=len(heif))
    with _open_pillow(data, format_) as picture:
        return Header(Size(*picture.size), len(picture.getbands()))


def _through_heif(data: Data) -> pyvips.Image:
    heif = _open_heif(data)
    width, height = heif.size
    if heif.mode == _DEEP_GREY:
        image = pyvips.Image.new_from_memory(heif.data, width, height, 1, "ushort")
        return _described(image.copy(interpretation="grey16"), heif.info)
    image = pyvips.Image.new_from_memory(heif.data, width, height, len(heif.mode), "uchar")
    return _described(image, heif.info)


def _open_heif(data: Data) -> pillow_heif.HeifFile:
    """The container, opened; its pixels are decoded when its `data` is asked for."""
    return pillow_heif.open_heif(as_file(data), convert_hdr_to_8bit=True)


def _through_pillow(data: Data, format_: Format) -> pyvips.Image:
    with _open_pillow(data, format_) as picture:
        picture.load()
        if picture.mode.startswith("I"):
            deep = picture.convert("I")
            image = pyvips.Image.new_from_memory(deep.tobytes(), *deep.size, 1, "int")
            return _described(image.cast("ushort").copy(interpretation="grey16"), picture.info)
        mode = _plain_mode(picture)
        plain = picture if picture.mode == mode else picture.convert(mode)  # the same mode would be a copy
        image = pyvips.Image.new_from_memory(plain.tobytes(), *plain.size, len(plain.getbands()), "uchar")
        return _described(image, picture.info)


def _open_pillow(data: Data, format_: Format) -> Image.Image:
    """The picture's header, read by the one decoder that its content asks for."""
    return Image.open(as_file(data), formats=_PILLOW_NAMES[format_])


def _plain_mode(picture: Image.Image) -> str:
    """The mode with 8 bits a band that loses nothing."""
    if picture.mode in {"L", "LA", "RGB", "RGBA"}:
        return picture.mode
    if picture.mode == "1":
        return "L"
    return "RGBA" if "transparency" in picture.info or picture.mode in {"PA", "RGBa"} else "RGB"


def _described(image: pyvips.Image, described: Mapping[Any, Any]) -> pyvips.Image:
    """The image with its colours named and its metadata attached, as libvips' own loaders do."""
    if image.format == "uchar":
        image = image.copy(interpretation="b-w" if image.bands < 3 else "srgb")  # noqa: PLR2004 - grey, or colour
    # Only a loader of libvips takes EXIF apart into fields that can be removed one by one: a pixel carries it there.
    carrier = pyvips.Image.black(1, 1)
    for field, name in _BLOBS.items():
        blob: Any = described.get(name)
        if blob:
            carrier.set_type(pyvips.GValue.blob_type, field, blob)
    carried = pyvips.Image.new_from_buffer(carrier.jpegsave_buffer(), "")
    image = image.copy()
    for field in carried.get_fields():
        if field in _BLOBS or field.startswith("exif-"):
            image.set_type(carried.get_typeof(field), field, carried.get(field))
    # Their decoders have turned the pixels upright already.
    image.set_type(pyvips.GValue.gint_type, "orientation", 1)
    return image
