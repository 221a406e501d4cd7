"""Whether a picture can be decoded to its last pixel, at the lowest price."""

from typing import Any

from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.pixels.data import Data
from vipsort.pixels.ends import reach_end
from vipsort.pixels.loading import ALL, decoding, open_image

_EIGHTH = 8  # what libjpeg divides both sides by at the most; smaller pictures have no pixel left


def check(data: Data, format_: Format, header: Header) -> None:
    """Decode every pixel and keep none. Raises Undecodable."""
    reach_end(data, format_)
    with decoding():
        match format_:
            case Format.JPEG:
                # Every coefficient is read, an eighth of the pixels is computed: half the time of a whole decode.
                has_an_eighth = min(header.size.width, header.size.height) >= _EIGHTH
                open_image(data, format_, shrink=_EIGHTH if has_an_eighth else 1).avg()
            case Format.TIFF:
                _pages_of_tiff(data)
            case _:
                every_page = header.pages > 1 and FACTS[format_].opener is Opener.VIPS
                open_image(data, format_, page=ALL if every_page else 0).avg()


def _pages_of_tiff(data: Data) -> None:
    """Every page: at once where all are alike, else one by one, for which libtiff counts all of them each time.

    A pyramid, which is one picture to its header, has pages too.
    """
    try:
        every = open_image(data, Format.TIFF, page=ALL)
    except Undecodable:
        pages: Any = open_image(data, Format.TIFF).get("n-pages")
        for page in range(pages):
            open_image(data, Format.TIFF, page=page).avg()
    else:
        every.avg()
