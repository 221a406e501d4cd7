"""What decoding and encoding a picture costs in memory."""

from dataclasses import replace

import pytest

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.model import Header
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe
from vipsort.pixels.price import price

BIG = Header(Size(7200, 5400))  # 38.9 megapixels
LOOK = Copy(check=True)
DECODED = [format_ for format_ in Format if FACTS[format_].opener is not Opener.NOBODY]
LIBVIPS = [format_ for format_ in Format if FACTS[format_].opener is Opener.VIPS]


@pytest.mark.parametrize(
    ("format_", "header", "measured"),
    [
        (Format.JPEG, BIG, 9e6),
        (Format.JPEG, replace(BIG, progressive=True), 120e6),
        (Format.PNG, BIG, 42e6),
        (Format.PNG, replace(BIG, progressive=True), 142e6),
        (Format.TIFF, BIG, 44e6),
        (Format.WEBP, BIG, 152e6),
        (Format.GIF, BIG, 190e6),
        (Format.AVIF, BIG, 582e6),
    ],
)
def test_decoding_costs_what_was_measured_and_not_much_more(format_: Format, header: Header, measured: float) -> None:
    assert measured <= price(LOOK, format_, header) <= measured * 1.3 + 12e6


@pytest.mark.parametrize(
    ("format_", "measured"),
    [
        (Format.JPEG, 12e6),
        (Format.PNG, 12e6),
        (Format.TIFF, 16e6),
        (Format.WEBP, 235e6),
        (Format.AVIF, 762e6),
    ],
)
def test_encoding_costs_what_was_measured_and_not_much_more(format_: Format, measured: float) -> None:
    encoding = price(Recipe(format_, BIG.size), Format.JPEG, BIG) - price(LOOK, Format.JPEG, BIG)
    assert measured <= encoding <= measured * 1.3 + 12e6


@pytest.mark.parametrize("format_", DECODED)
@pytest.mark.parametrize(
    "bigger", [replace(BIG, size=Size(7201, 5400)), replace(BIG, pages=2), replace(BIG, size=Size(1, 50_000_000))]
)
def test_more_pixels_cost_more(format_: Format, bigger: Header) -> None:
    assert price(LOOK, format_, bigger) > price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", LIBVIPS)
@pytest.mark.parametrize("deeper", [replace(BIG, bands=4), replace(BIG, band_bytes=2)])
def test_deeper_pixels_cost_more(format_: Format, deeper: Header) -> None:
    assert price(LOOK, format_, deeper) > price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", DECODED)
def test_grey_is_not_believed_to_cost_less(format_: Format) -> None:
    assert price(LOOK, format_, replace(BIG, bands=1)) == price(LOOK, format_, BIG)


def test_turning_without_shrinking_costs_the_whole_frame() -> None:
    lying = replace(BIG, orientation=6)
    whole, half = Recipe(Format.JPEG, lying.upright), Recipe(Format.JPEG, Size(2700, 3600))
    assert price(whole, Format.JPEG, lying) - price(whole, Format.JPEG, BIG) == BIG.size.pixels * 3
    assert price(half, Format.JPEG, lying) == price(half, Format.JPEG, BIG)


def test_a_size_limit_costs_the_frame_that_is_encoded_several_times() -> None:
    free = Recipe(Format.JPEG, BIG.size)
    assert price(replace(free, max_size=1), Format.JPEG, BIG) - price(free, Format.JPEG, BIG) >= BIG.size.pixels * 3


def test_a_smaller_result_costs_less() -> None:
    whole, half = Recipe(Format.WEBP, BIG.size), Recipe(Format.WEBP, Size(3600, 2700))
    assert price(half, Format.JPEG, BIG) < price(whole, Format.JPEG, BIG)


@pytest.mark.parametrize("format_", DECODED)
def test_the_smallest_picture_costs_something(format_: Format) -> None:
    assert price(LOOK, format_, Header(Size(1, 1))) > 1_000_000


def test_a_very_wide_picture_is_priced_by_its_rows() -> None:
    wide = price(Copy(check=True), Format.PNG, Header(Size(1_000_000, 10)))
    assert wide > 500_000_000
    assert price(Copy(check=True), Format.PNG, Header(Size(10, 1_000_000))) < 30_000_000
