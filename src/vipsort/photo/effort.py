"""How much work a file is likely to be, told before it is opened: by its name, its bytes and what is asked for."""

from vipsort.photo.formats import BY_SUFFIX, FACTS, Format, Opener
from vipsort.photo.model import Source
from vipsort.photo.naming import split_name
from vipsort.photo.policy import Check, Treatment

_BYTE = {
    Format.HEIC: 6.0,
    Format.AVIF: 6.0,
    Format.WEBP: 9.0,
    Format.PNG: 0.4,
    Format.TIFF: 0.15,
    Format.BMP: 0.15,
}
"""What a byte takes to be decoded, a JPEG's being 1, which is 30 ns; from pictures of 8 and 12 megapixels."""

_BYTE_READ = 0.05  # and hashed: a film, a text, a raw picture
_SEARCHED, _SEARCHED_PNG = 6.0, 90.0  # times as much where a size is to be hit: measured 4 to 9, and 43 to 120

_FILE_COPIED, _FILE_DECODED = 900_000, 200_000  # bytes that a name, a sync and a line in the journal are worth


def effort(source: Source, treatment: Treatment) -> int:
    """The work that a file's bytes are, in bytes of JPEGs."""
    if not _decodes(treatment):
        return source.size
    format_ = BY_SUFFIX.get(split_name(source.filename)[1].lower())
    is_decoded = format_ is not None and FACTS[format_].opener is not Opener.NOBODY
    times = _BYTE.get(format_, 1.0) if format_ and is_decoded else _BYTE_READ
    limits = [limit for limit in (treatment.max_size, treatment.compress_over) if limit is not None]
    if limits and source.size > max(limits):
        times *= _SEARCHED_PNG if format_ is Format.PNG else _SEARCHED
    return round(source.size * times)


def worth(treatment: Treatment) -> int:
    """The work that each file usually is besides its bytes, in bytes of JPEGs."""
    return _FILE_DECODED if _decodes(treatment) else _FILE_COPIED


def _decodes(treatment: Treatment) -> bool:
    return treatment.makes_anew or treatment.check is Check.FULL
