"""What a header may ask for before a pixel is decoded: area, bands and pages; memory is `pixels/price.py`'s."""

from vipsort.photo.formats import Format
from vipsort.photo.header import Header

MOST_BANDS = 32
"""CMYK with alpha has five, and what surveys land from the air some twenty; a TIFF's header may tell of 65,535."""

MOST_PAGES = 10_000
"""Frames of the longest GIFs are some thousands; a few bytes each tell of a hundred thousand."""

MOST_PAGES_OF_TIFF = 2_000
"""Where they differ in size each is opened on its own, and counts all others: 2,000 take a minute, 6,000 ten."""


def excess(format_: Format, header: Header, max_pixels: int) -> str:
    """What of the header is more than is decoded here, as a sentence; empty where it may be decoded."""
    frame = header.size.pixels * header.pages
    if frame > max_pixels:
        return f"{frame / 1e6:.0f} megapixels are more than --max-pixels allows"
    if header.bands > MOST_BANDS:
        return f"{header.bands} bands are more than the {MOST_BANDS} that are decoded"
    most = MOST_PAGES_OF_TIFF if format_ is Format.TIFF else MOST_PAGES
    if header.pages > most:
        return f"{header.pages} pages are more than the {most} that are decoded"
    return ""
