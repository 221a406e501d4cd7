"""What a picture's header says, read without decoding a pixel."""

from dataclasses import replace
from typing import Any

import pyvips

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.pixels.data import Data
from vipsort.pixels.jpeg_quality import jpeg_quality
from vipsort.pixels.loading import decoding, open_image

_BAND_BYTES = {
    "uchar": 1,
    "char": 1,
    "ushort": 2,
    "short": 2,
    "uint": 4,
    "int": 4,
    "float": 4,
    "double": 8,
    "complex": 8,
}


def read_header(data: Data, format_: Format) -> Header | None:
    """What is known before decoding; None for a format that nobody here decodes. Raises Undecodable."""
    match FACTS[format_].opener:
        case Opener.VIPS:
            with decoding():
                header = _of_vips(data, format_)
            return replace(header, quality=jpeg_quality(data)) if format_ is Format.JPEG else header
        case Opener.HEIF | Opener.PILLOW:
            from vipsort.pixels.others import header_elsewhere  # noqa: PLC0415 - 5 MB that most runs do without

            with decoding():
                return header_elsewhere(data, format_)
        case Opener.NOBODY:
            return None


def _of_vips(data: Data, format_: Format) -> Header:
    image = open_image(data, format_)
    # Asked one by one: the list of all fields fails where a PNG has keys that are no UTF-8.
    asked = ("n-pages", "orientation", "interlaced", "jpeg-chroma-subsample", "tile-height")
    told: dict[str, Any] = {name: image.get(name) for name in asked if image.get_typeof(name)}
    if format_ is Format.TIFF and told.get("n-pages", 1) > 1 and _is_pyramid(image, data, told["n-pages"]):
        told["n-pages"] = 1
    orientation = told.get("orientation", 1)
    return Header(
        size=Size(image.width, image.height),
        bands=image.bands,
        band_bytes=_BAND_BYTES.get(str(image.format), 8),
        pages=told.get("n-pages", 1),
        orientation=orientation if 1 <= orientation <= 8 else 1,  # noqa: PLR2004 - EXIF's eight ways
        progressive=bool(told.get("interlaced")),
        halved_chroma=told.get("jpeg-chroma-subsample") == "4:2:0",
        tile_height=told.get("tile-height", 0),
    )


def _is_pyramid(image: pyvips.Image, data: Data, pages: int) -> bool:
    """Whether each page of a TIFF is the one before at half its size: then it is one picture."""
    for page in range(1, pages):
        width, height = image.width, image.height
        try:
            image = open_image(data, Format.TIFF, page=page)
        except Undecodable:
            return False
        if abs(image.width * 2 - width) > 1 or abs(image.height * 2 - height) > 1:
            return False
    return pages > 1
