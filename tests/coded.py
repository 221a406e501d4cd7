"""Files of every kind that is decoded, made from one picture."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pillow_heif
import pyvips
from PIL import Image

from make import engine, noise
from vipsort.photo.resize import Size

__all__ = ["SOURCES", "Source", "engine", "soft"]

Source = Callable[[pyvips.Image], bytes]
"""A file of a picture."""


def _saved(suffix: str, **options: object) -> Source:
    return lambda image: image.write_to_buffer(suffix, **options)


def _turned(image: pyvips.Image) -> bytes:
    image = image.copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    data: bytes = image.jpegsave_buffer(Q=90)
    return data


def _deep(image: pyvips.Image) -> pyvips.Image:
    return (image.cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16")


def _frames(image: pyvips.Image) -> pyvips.Image:
    """Four pages that together are as large as the picture."""
    image = image.crop(0, 0, image.width, image.height // 4 * 4).copy()
    image.set_type(pyvips.GValue.gint_type, "page-height", image.height // 4)
    return image


def _by_pillow(save: Callable[[Image.Image, BytesIO], None]) -> Source:
    def saved(image: pyvips.Image) -> bytes:
        out = BytesIO()
        save(Image.frombytes("RGB", (image.width, image.height), image.write_to_memory()), out)
        return out.getvalue()

    return saved


def _heic(image: pyvips.Image) -> bytes:
    out = BytesIO()
    pillow_heif.from_bytes("RGB", (image.width, image.height), image.write_to_memory()).save(out, quality=60)
    return out.getvalue()


SOURCES: Mapping[str, Source] = {
    "jpeg": _saved(".jpg", Q=90),
    "jpeg 444": _saved(".jpg", Q=90, subsample_mode="off"),
    "jpeg progressive": _saved(".jpg", Q=90, interlace=True),
    "jpeg progressive 444": _saved(".jpg", Q=90, interlace=True, subsample_mode="off"),
    "jpeg on its side": _turned,
    "jpeg grey": lambda image: _saved(".jpg", Q=90)(image.colourspace("b-w")),
    "jpeg cmyk": lambda image: _saved(".jpg", Q=90)(image.colourspace("cmyk")),
    "png": _saved(".png", compression=1),
    "png interlaced": _saved(".png", compression=1, interlace=True),
    "png 16 bit": lambda image: _saved(".png", compression=1)(_deep(image)),
    "png interlaced 16 bit": lambda image: _saved(".png", compression=1, interlace=True)(_deep(image)),
    "png alpha": lambda image: _saved(".png", compression=1)(image.bandjoin(128)),
    "png palette": _saved(".png", palette=True, effort=1, compression=1),
    "tiff": _saved(".tif", compression="deflate"),
    "tiff one strip": _by_pillow(lambda picture, out: picture.save(out, "TIFF", strip_size=1 << 30)),
    "tiff tiles": _saved(".tif", compression="deflate", tile=True),
    "tiff pyramid": _saved(".tif", compression="jpeg", tile=True, pyramid=True),
    "tiff 16 bit": lambda image: _saved(".tif", compression="deflate")(_deep(image)),
    "tiff pages": lambda image: _saved(".tif", compression="deflate")(_frames(image)),
    "webp": _saved(".webp", effort=0),
    "webp lossless": _saved(".webp", lossless=True, effort=0),
    "webp alpha": lambda image: _saved(".webp", effort=0)(image.bandjoin(128)),
    "webp animated": lambda image: _saved(".webp", effort=0)(_frames(image)),
    "gif": _saved(".gif", effort=1),
    "gif animated": lambda image: _saved(".gif", effort=1)(_frames(image)),
    "avif": _saved(".avif", effort=0, subsample_mode="on"),
    "avif 444": _saved(".avif", effort=0, subsample_mode="off"),
    "heic": _heic,
    "bmp": _by_pillow(lambda picture, out: picture.save(out, "BMP")),
    "ppm": _by_pillow(lambda picture, out: picture.save(out, "PPM")),
    "tga": _by_pillow(lambda picture, out: picture.save(out, "TGA", compression="tga_rle")),
    "jpeg2000": _by_pillow(
        lambda picture, out: picture.save(out, "JPEG2000", quality_mode="rates", quality_layers=[20])
    ),
}


def soft(size: Size) -> pyvips.Image:
    """A picture in memory of which the coded bytes are about as many as a photograph's."""
    shapes = noise(size.width // 8 + 1, size.height // 8 + 1).resize(8).crop(0, 0, size.width, size.height)
    grain = pyvips.Image.gaussnoise(size.width, size.height, mean=0, sigma=3, seed=1)
    return (shapes + grain).cast("uchar").copy(interpretation="srgb").copy_memory()
