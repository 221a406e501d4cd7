"""Whether a picture can be decoded to its last pixel, at the lowest price."""

from typing import Any

import pyvips

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.model import Header
from vipsort.pixels.ends import reach_end
from vipsort.pixels.loading import ALL, FAIL_ON, Data, as_source, decoding, open_image


def check(data: Data, format_: Format, header: Header) -> None:
    """Decode every pixel and keep none. Raises Undecodable."""
    reach_end(data, format_)
    with decoding():
        match format_:
            case Format.JPEG:
                # Every coefficient is read, an eighth of the pixels is computed: half the time of a whole decode.
                _eighth(data).avg()
            case Format.TIFF:
                # Pages may differ in size, and cannot be opened as one picture then.
                for page in range(header.pages):
                    open_image(data, format_, page=page).avg()
            case _:
                every_page = header.pages > 1 and FACTS[format_].opener is Opener.VIPS
                open_image(data, format_, page=ALL if every_page else 0).avg()


def _eighth(data: Data) -> pyvips.Image:
    options: dict[str, Any] = {"shrink": 8, "access": "sequential", "fail_on": FAIL_ON}
    if isinstance(data, bytes):
        return pyvips.Image.new_from_buffer(data, "", **options)
    return pyvips.Image.new_from_source(as_source(data), "", **options)
