"""How much work a file is likely to be, told before it is opened: by its name, its bytes and what is asked for.

In nanoseconds, as `python -m bench effort` measured them. Another machine takes longer or shorter for all of it, which
a run soon knows; what has to be known before are the proportions.
"""

from typing import NamedTuple

from vipsort.photo.formats import BY_SUFFIX, FACTS, Format, Opener
from vipsort.photo.model import Source
from vipsort.photo.naming import split_name
from vipsort.photo.policy import Auto, Check, Treatment
from vipsort.photo.resize import Size

FILE = 2_500_000
"""What each file takes besides its bytes: a name, a sync, a line in the journal. One at a time, whatever the cores."""

_BYTE = 1.4  # read, hashed and written


class _Codec(NamedTuple):
    """A format: pixels in a byte, time to decode a byte, to encode a pixel, and the same where a size is to be hit."""

    density: float
    decode: float
    encode: float
    search: float


_CODECS = {
    Format.JPEG: _Codec(4, 8, 9, 22),
    Format.HEIC: _Codec(6, 140, 0, 0),
    Format.AVIF: _Codec(8, 140, 350, 900),
    Format.WEBP: _Codec(10, 170, 90, 160),
    Format.PNG: _Codec(0.6, 5.5, 120, 1400),
}
_OTHERS = _Codec(0.33, 0.8, 80, 150)  # as TIFF: pixels as they are

_USUAL, _SHARPNESS = 12e6, 0.7  # a file with a tenth of the bytes has more than a tenth of the pixels


def effort(source: Source, treatment: Treatment, cores: int) -> int:
    """The work that a file is besides `FILE`, where so many cores share what its pixels take."""
    format_ = BY_SUFFIX.get(split_name(source.filename)[1].lower())
    if format_ is None or FACTS[format_].opener is Opener.NOBODY or not _decodes(treatment):
        return round(source.size * _BYTE)
    decoding = source.size * _CODECS.get(format_, _OTHERS).decode
    return round(source.size * _BYTE + (decoding + _encoding(source, format_, treatment)) / cores)


def _decodes(treatment: Treatment) -> bool:
    return treatment.makes_anew or treatment.check is Check.FULL


def _encoding(source: Source, format_: Format, treatment: Treatment) -> float:
    """What new pixels take, as far as `treat` is going to ask for them."""
    target, limit, over = treatment.format or FACTS[format_].kept_as, treatment.max_size, treatment.compress_over
    if target is None or (over is not None and source.size <= over):
        return 0.0
    own = _size(source.size * _CODECS.get(format_, _OTHERS).density)
    size = treatment.resize.fit(own) if treatment.resize else own
    is_too_big = limit is not None and source.size > limit
    is_converted = treatment.format not in {None, format_}
    # What fits the box that was asked for is mostly good enough as it is.
    is_recoded = treatment.quality is not None and treatment.resize is None and target is format_
    if not (is_too_big or is_converted or is_recoded or size != own):
        return 0.0
    codec = _CODECS.get(target, _OTHERS)
    return size.pixels * (codec.search if is_too_big or isinstance(treatment.quality, Auto) else codec.encode)


def _size(pixels: float) -> Size:
    """Of a picture that is three to two."""
    pixels = _USUAL * (pixels / _USUAL) ** _SHARPNESS
    return Size(max(1, round((pixels * 3 / 2) ** 0.5)), max(1, round((pixels * 2 / 3) ** 0.5)))
