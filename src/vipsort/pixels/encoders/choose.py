"""The encoder for a format, an effort and what the picture shows."""

import pyvips

from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.avif import avif
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.gif import gif, gif_rungs
from vipsort.pixels.encoders.jpeg import jpeg
from vipsort.pixels.encoders.png import png, png_rungs
from vipsort.pixels.encoders.rung import Rung
from vipsort.pixels.encoders.tiff import tiff, tiff_rungs
from vipsort.pixels.encoders.webp import webp


def encoder_for(format_: Format, effort: Effort, content: Content, pixels: int, *, for_size: bool) -> Encoder:
    """The encoder of pictures of so many pixels; `for_size` where bytes are what is asked for. Raises Unfit."""
    match format_:
        case Format.JPEG:
            return jpeg(effort, pixels, for_size=for_size)
        case Format.WEBP:
            return webp(effort)
        case Format.AVIF:
            return avif(effort, pixels)
        case Format.PNG:
            return png(effort, content)
        case Format.GIF:
            return gif()
        case Format.TIFF:
            return tiff(content)
        case _:
            raise Unfit(f"{format_} pictures cannot be written")


def rungs_for(format_: Format, effort: Effort, content: Content, image: pyvips.Image) -> tuple[Rung, ...]:
    """The ladder of a format without qualities, for an image in memory. Raises Unfit."""
    match format_:
        case Format.PNG:
            return png_rungs(effort, content, image)
        case Format.GIF:
            return gif_rungs(content, image)
        case Format.TIFF:
            return tiff_rungs(content)
        case _:
            raise Unfit(f"{format_} pictures cannot be written")
