"""What a header may ask for before a pixel is decoded."""

from dataclasses import replace

import pytest

from make import PHOTO
from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.limits import MOST_BANDS, MOST_PAGES, MOST_PAGES_OF_TIFF, excess
from vipsort.photo.policy import Treatment
from vipsort.photo.resize import Size
from vipsort.photo.treat import treat
from vipsort.photo.work import Copy

SMALL = Size(10, 10)


@pytest.mark.parametrize(
    ("format_", "most"),
    [
        (Format.TIFF, Header(SMALL, bands=MOST_BANDS)),
        (Format.TIFF, Header(SMALL, pages=MOST_PAGES_OF_TIFF)),
        (Format.GIF, Header(SMALL, pages=MOST_PAGES)),
        (Format.WEBP, Header(SMALL, pages=MOST_PAGES)),
        (Format.PNG, Header(Size(1_000_000, 1))),
    ],
)
def test_what_is_at_its_limit_is_decoded(format_: Format, most: Header) -> None:
    assert excess(format_, most, max_pixels=1_000_000) == ""


@pytest.mark.parametrize(
    ("format_", "header", "word"),
    [
        (Format.TIFF, Header(SMALL, bands=MOST_BANDS + 1), "33 bands are more than the 32 that are decoded"),
        (
            Format.TIFF,
            Header(SMALL, pages=MOST_PAGES_OF_TIFF + 1),
            "2001 pages are more than the 2000 that are decoded",
        ),
        (Format.GIF, Header(SMALL, pages=MOST_PAGES + 1), "10001 pages are more than the 10000 that are decoded"),
        (Format.PNG, Header(Size(1001, 1000)), "1 megapixels are more than --max-pixels allows"),
        (Format.GIF, Header(Size(1000, 1000), pages=2), "2 megapixels are more than --max-pixels allows"),
    ],
)
def test_what_is_more_is_told_and_neither_checked_nor_made_anew(format_: Format, header: Header, word: str) -> None:
    assert excess(format_, header, max_pixels=1_000_100) == word
    photo = replace(PHOTO, format=format_, header=header)
    plan = treat(photo, Treatment(max_pixels=1_000_100))
    assert (plan.work, plan.reason) == (Copy(check=False), f"not checked: {word}")
    with pytest.raises(Unfit, match=word):
        treat(photo, Treatment(max_pixels=1_000_100, format=Format.AVIF))
