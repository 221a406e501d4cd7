"""Bytes opened as a libvips image, whoever decodes them."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import pillow_heif
import pyvips
from PIL import Image

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import FACTS, Format, Opener

Data = bytes | BinaryIO
"""A picture's bytes in memory, or a file open for reading that is too big to hold."""

FAIL_ON = "error"
"""libvips' default shows half a picture as if it were whole; this level stops at truncation and at errors."""

ALL = -1
"""Every page, one below the other."""

Image.MAX_IMAGE_PIXELS = None  # areas are limited by --max-pixels, before pixels are asked for

_BLOBS = {"exif-data": "exif", "xmp-data": "xmp", "icc-profile-data": "icc_profile"}
"""libvips' names of metadata blocks, and those of Pillow and pillow-heif."""

DEEP_GREY = "I;16"
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


@contextmanager
def decoding() -> Iterator[None]:
    """What decoders raise becomes Undecodable.

    libvips' own text is a hint at best: its buffer is shared by all threads. Pillow's decoders are pure Python and
    meet hostile bytes with whatever Python raises.
    """
    try:
        yield
    except pyvips.Error as error:
        raise Undecodable("its pixels cannot be decoded") from error
    except MemoryError:
        raise
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, RuntimeError, EOFError) as error:
        raise Undecodable("its pixels cannot be decoded") from error


def open_image(data: Data, format_: Format, *, page: int = 0, shrink: int = 1) -> pyvips.Image:
    """The picture as stored, its pixels not yet computed where libvips decodes it. Raises Undecodable.

    `page` counts from 0, or is ALL. `shrink` is of a JPEG: 2, 4 or 8 for sides divided by it.
    """
    with decoding():
        match FACTS[format_].opener:
            case Opener.VIPS:
                return _through_vips(data, page, shrink)
            case Opener.HEIF:
                return _through_heif(data)
            case Opener.PILLOW:
                return _through_pillow(data, format_)
            case Opener.NOBODY:
                raise Undecodable(f"{format_} pictures cannot be decoded")


def as_source(data: Data) -> pyvips.Source:
    """Bytes for libvips to read where they lie, of which its own buffers would be a copy; or a file to seek in.

    Never a path, which would be mapped and could be cut under it. Whoever makes an image of it keeps it as long: pyvips
    itself does so in `new_from_source` alone, and a source that is collected ends the process.
    """
    if isinstance(data, bytes):
        return pyvips.Source.new_from_memory(data)
    data.seek(0)
    source = pyvips.SourceCustom()
    source.on_read(data.read)
    source.on_seek(data.seek)
    return source


def _through_vips(data: Data, page: int, shrink: int) -> pyvips.Image:
    options: dict[str, Any] = {"access": "sequential", "fail_on": FAIL_ON}
    # Formats without pages know neither `n` nor `page`, those that are no JPEG no `shrink`.
    options |= {"n": -1} if page == ALL else {"page": page} if page else {}
    options |= {"shrink": shrink} if shrink > 1 else {}
    return pyvips.Image.new_from_source(as_source(data), "", **options)


def _through_heif(data: Data) -> pyvips.Image:
    heif = open_heif(data)
    width, height = heif.size
    if heif.mode == DEEP_GREY:
        image = pyvips.Image.new_from_memory(heif.data, width, height, 1, "ushort")
        return _described(image.copy(interpretation="grey16"), heif.info)
    image = pyvips.Image.new_from_memory(heif.data, width, height, len(heif.mode), "uchar")
    return _described(image, heif.info)


def open_heif(data: Data) -> pillow_heif.HeifFile:
    """The container, opened; its pixels are decoded when its `data` is asked for."""
    return pillow_heif.open_heif(io.BytesIO(data) if isinstance(data, bytes) else data, convert_hdr_to_8bit=True)


def _through_pillow(data: Data, format_: Format) -> pyvips.Image:
    with open_pillow(data, format_) as picture:
        picture.load()
        if picture.mode.startswith("I"):
            deep = picture.convert("I")
            image = pyvips.Image.new_from_memory(deep.tobytes(), *deep.size, 1, "int")
            return _described(image.cast("ushort").copy(interpretation="grey16"), picture.info)
        mode = _plain_mode(picture)
        plain = picture if picture.mode == mode else picture.convert(mode)  # the same mode would be a copy
        image = pyvips.Image.new_from_memory(plain.tobytes(), *plain.size, len(plain.getbands()), "uchar")
        return _described(image, picture.info)


def open_pillow(data: Data, format_: Format) -> Image.Image:
    """The picture's header, read by the one decoder that its content asks for."""
    return Image.open(io.BytesIO(data) if isinstance(data, bytes) else data, formats=_PILLOW_NAMES[format_])


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
