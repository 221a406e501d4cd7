"""Bytes opened as a libvips image, whoever decodes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyvips

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.pixels.data import Data

"""A picture's bytes in memory, or a file open for reading that is too big to hold."""

FAIL_ON = "error"
"""libvips' default shows half a picture as if it were whole; this level stops at truncation and at errors."""

ALL = -1
"""Every page, one below the other."""


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
            case Opener.HEIF | Opener.PILLOW:
                from vipsort.pixels.others import open_elsewhere  # noqa: PLC0415 - 5 MB that most runs do without

                return open_elsewhere(data, format_)
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
