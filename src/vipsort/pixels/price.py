"""What decoding and encoding a picture costs in memory, told from its header before a pixel is decoded.

Bytes a pixel as measured with libvips 8.18 on a 38.9-megapixel picture, rounded up. What streams is cheap; what needs
whole frames is not.
"""

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.model import Header
from vipsort.photo.policy import Effort
from vipsort.photo.work import Copy, Recipe, Redescribe, Work
from vipsort.pixels.canvas import HELD_MOST
from vipsort.pixels.encoders.avif import WHOLE_CHROMA_UP_TO
from vipsort.pixels.encoders.jpeg import STREAMED_ABOVE
from vipsort.pixels.encoders.png import LOOKED_AT

_BASE = 8_000_000  # bytes: a job's pipeline buffers, whatever the picture

_ROWS = 180  # that libvips holds while it shrinks: a PNG of 1,000,000 x 10 took 500 MB

_DECODE = {Format.JPEG: 0.3, Format.PNG: 1.2, Format.TIFF: 1.3, Format.WEBP: 4.2, Format.GIF: 5.0, Format.AVIF: 15.5}
_DECODE_WHOLE_FRAME = {Format.JPEG: 3.2, Format.PNG: 4.0}
_DECODE_BY_OTHERS = 12.0  # HEIC and Pillow: their frame, a copy of it, and planes in between

_ENCODE = {Format.JPEG: 0.4, Format.PNG: 0.4, Format.TIFF: 0.5, Format.WEBP: 6.2, Format.GIF: 5.0, Format.AVIF: 21.5}
_WHOLE_FRAMES = {Format.JPEG: 6.0, Format.PNG: 9.0}  # JPEG's better codings, PNG's palettes
_WHOLE_CHROMA = {Format.JPEG: 12.0, Format.AVIF: 34.0}


def price(work: Work, format_: Format, header: Header) -> int:
    """Bytes that the work will hold at its peak, besides the file itself."""
    pixels = header.size.pixels * header.pages
    rows = header.size.width * header.bands * header.band_bytes * _ROWS
    cost = max(_BASE, rows) + pixels * _decoding(format_, header)
    match work:
        case Copy() | Redescribe():
            return int(cost)
        case Recipe():
            made = work.size.pixels * header.pages
            frame = header.bands * header.band_bytes
            if work.size == header.upright and header.orientation > 1:
                cost += pixels * frame  # turning without shrinking needs the whole frame
            return int(cost + made * _making(work, made, frame))


def _making(recipe: Recipe, pixels: int, frame: int) -> float:
    """Bytes a pixel for encoding a picture of so many pixels, each of `frame` bytes."""
    searched = recipe.max_size is not None or recipe.score is not None
    looked_at = recipe.format is Format.PNG and pixels <= LOOKED_AT
    held = frame + 2 if looked_at or (searched and pixels <= HELD_MOST) else 0  # rendered once into memory
    return held + _encoding(recipe, pixels, searched=searched)


def _encoding(recipe: Recipe, pixels: int, *, searched: bool) -> float:
    plain = _ENCODE[recipe.format]
    if recipe.format is Format.AVIF:
        return _WHOLE_CHROMA[recipe.format] if pixels <= WHOLE_CHROMA_UP_TO else plain
    if recipe.format is Format.JPEG and pixels > STREAMED_ABOVE:
        return plain
    if recipe.format is Format.JPEG and recipe.score is not None:
        return _WHOLE_CHROMA[recipe.format]
    return _WHOLE_FRAMES.get(recipe.format, plain) if searched or recipe.effort is Effort.SMALL else plain


def _decoding(format_: Format, header: Header) -> float:
    if FACTS[format_].opener is not Opener.VIPS:
        return _DECODE_BY_OTHERS
    depth = max(1.0, header.bands * header.band_bytes / 3)
    table = _DECODE_WHOLE_FRAME if header.progressive else _DECODE
    return depth * table.get(format_, _DECODE[format_])
