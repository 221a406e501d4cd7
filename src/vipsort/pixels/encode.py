"""Pixels written as bytes of a format."""

from collections.abc import Callable, Mapping

import pyvips

from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format

QUALITY: Mapping[Format, int] = {Format.JPEG: 85, Format.WEBP: 82, Format.AVIF: 60}
"""The quality where none was asked for; formats without one are lossless here, or have a palette."""

WHITE = [255, 255, 255]

_SETTINGS: Mapping[Format, Mapping[str, object]] = {
    # quant_table 3 is a tenth smaller than the standard's at no cost.
    Format.JPEG: {"quant_table": 3, "background": WHITE},
    Format.PNG: {"compression": 7},
    Format.WEBP: {"effort": 4},
    Format.TIFF: {"compression": "deflate", "predictor": "horizontal", "bigtiff": False},
    Format.GIF: {},
    Format.AVIF: {"compression": "av1", "effort": 2},
}


def encode(image: pyvips.Image, format_: Format, quality: int | None, keep: str) -> bytes:
    """The file's bytes. `quality` is 1 to 100 for the lossy formats and None for the others; `keep` is libvips' own.

    Raises pyvips.Error, from the decoder too, since pixels are computed only now.
    """
    savers: Mapping[Format, Callable[..., bytes]] = {
        Format.JPEG: image.jpegsave_buffer,
        Format.PNG: image.pngsave_buffer,
        Format.WEBP: image.webpsave_buffer,
        Format.TIFF: image.tiffsave_buffer,
        Format.GIF: image.gifsave_buffer,
        Format.AVIF: image.heifsave_buffer,
    }
    if format_ not in savers:
        raise Unfit(f"{format_} pictures cannot be written")
    options = dict(_SETTINGS[format_], keep=keep)
    if quality is not None:
        options["Q"] = quality
    return savers[format_](**options)
