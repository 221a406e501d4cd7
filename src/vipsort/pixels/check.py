"""Whether a picture can be decoded to its last pixel, at the lowest price."""

from typing import Any

import pyvips

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.model import Header
from vipsort.pixels.ends import reach_end
from vipsort.pixels.loading import FAIL_ON, Data, as_source, decoding, open_image


def check(data: Data, format_: Format, header: Header) -> None:
    """Decode every pixel and keep none. Raises Undecodable."""
    reach_end(data, format_)
    with decoding():
        if format_ is Format.JPEG:
            # Every coefficient is read, an eighth of the pixels is computed: half the time of a whole decode.
            image = _eighth(data)
        else:
            pages = header.pages > 1 and FACTS[format_].opener is Opener.VIPS and format_ is not Format.TIFF
            image = open_image(data, format_, every_page=pages)
        image.avg()


def _eighth(data: Data) -> pyvips.Image:
    options: dict[str, Any] = {"shrink": 8, "access": "sequential", "fail_on": FAIL_ON}
    if isinstance(data, bytes):
        return pyvips.Image.new_from_buffer(data, "", **options)
    return pyvips.Image.new_from_source(as_source(data), "", **options)
