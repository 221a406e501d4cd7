"""A small JPEG of a picture, for a page: its first page, upright, in sRGB, with nothing said about it."""

from dataclasses import dataclass

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.limits import excess
from vipsort.photo.model import Rendered
from vipsort.photo.work import Recipe
from vipsort.pixels.data import Data
from vipsort.pixels.header import read_header

SIDE = 320
"""Pixels of its longer side."""

_QUALITY = 72
_MOST = 400_000_000  # pixels: what is bigger is not worth a page's time


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """To make one of a picture of a format."""

    format: Format

    def do(self, data: Data) -> Rendered | None:
        """The JPEG. Raises Undecodable, Unfit."""
        from vipsort.pixels.render import render  # noqa: PLC0415 - who only looks needs no encoder

        header = read_header(data, self.format)
        if header is None:
            raise Undecodable("nobody here decodes it")
        if why := excess(self.format, header, _MOST):
            raise Undecodable(why)
        whole = header.upright
        size = whole.scaled(min(1.0, SIDE / max(whole.width, whole.height)))
        return render(data, self.format, header, Recipe(Format.JPEG, size, quality=_QUALITY, metadata="none"))
