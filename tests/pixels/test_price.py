"""What decoding and encoding a picture costs in memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from priced import Paid, paid, sources
from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe, Redescribe
from vipsort.pixels.price import price

BIG = Header(Size(7200, 5400))  # 38.9 megapixels
LOOK = Copy(check=True)
DECODED = [format_ for format_ in Format if FACTS[format_].opener is not Opener.NOBODY]
LIBVIPS = [format_ for format_ in Format if FACTS[format_].opener is Opener.VIPS]
STREAMED = [Format.JPEG, Format.PNG, Format.TIFF]
WHOLE = [format_ for format_ in DECODED if format_ not in STREAMED]

MEGAPIXELS = 2
# The others take long, or differ little from these: bench/prices.py measures them all.
HALVED = "jpeg, jpeg cmyk, png, png alpha, tiff, tiff tiles, tiff 16 bit, webp lossless, avif 444, heic, bmp, jpeg2000"
MADE = "redescribe, eighth, jpeg q100, jpeg small, jpeg fitted, jpeg good, webp fitted, webp good, avif good, png, tiff"
CHECKED = "jpeg, jpeg progressive 444, png interlaced 16 bit, tiff tiles, webp alpha, webp animated, gif animated"
MEASURED = [
    *((source, "half") for source in HALVED.split(", ")),
    *((source, "check") for source in CHECKED.split(", ")),
    *(("jpeg", work) for work in MADE.split(", ")),
    ("jpeg progressive 444", "eighth"),
    ("jpeg on its side", "jpeg"),
    ("png 16 bit", "png"),
    ("png 16 bit", "avif"),
    ("png alpha", "webp"),
    ("gif animated", "webp"),
]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files for every way."""
    folder = tmp_path_factory.mktemp("priced")
    sources(folder, {source for source, _work in MEASURED}, MEGAPIXELS)
    return folder


@pytest.mark.parametrize(("source", "work"), MEASURED)
def test_no_way_through_the_pixels_takes_more_than_its_price(pictures: Path, source: str, work: str) -> None:
    taken: Paid = paid(pictures, source, work)
    assert 0 < taken.grown <= taken.price <= 8 * taken.grown + 8_000_000


@pytest.mark.parametrize("format_", DECODED)
def test_wider_pictures_cost_more(format_: Format) -> None:
    assert price(LOOK, format_, replace(BIG, size=Size(7300, 5400))) > price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", STREAMED)
def test_a_stream_costs_the_same_however_long_it_is(format_: Format) -> None:
    long = replace(BIG, size=Size(7200, 5_000_000), pages=20)
    assert price(LOOK, format_, long) == price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", WHOLE)
def test_what_is_decoded_whole_costs_every_pixel(format_: Format) -> None:
    assert price(LOOK, format_, replace(BIG, size=Size(7200, 10_800))) > 1.5 * price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", [Format.JPEG, Format.PNG])
def test_coded_in_passes_it_is_decoded_whole(format_: Format) -> None:
    assert price(LOOK, format_, replace(BIG, progressive=True)) > price(LOOK, format_, BIG) + BIG.size.pixels * 3


def test_halved_chroma_is_half_of_what_a_progressive_jpeg_costs() -> None:
    whole = replace(BIG, progressive=True)
    halved = replace(whole, halved_chroma=True)
    streamed = price(LOOK, Format.JPEG, BIG)
    ratio = (price(LOOK, Format.JPEG, whole) - streamed) / (price(LOOK, Format.JPEG, halved) - streamed)
    assert ratio == pytest.approx(2, rel=0.001)


@pytest.mark.parametrize("format_", [*STREAMED, Format.AVIF])
@pytest.mark.parametrize("deeper", [replace(BIG, bands=4), replace(BIG, band_bytes=2)])
def test_deeper_pixels_cost_more(format_: Format, deeper: Header) -> None:
    assert price(LOOK, format_, deeper) > price(LOOK, format_, BIG)


@pytest.mark.parametrize("format_", DECODED)
def test_grey_is_not_believed_to_cost_less(format_: Format) -> None:
    assert price(LOOK, format_, replace(BIG, bands=1)) == price(LOOK, format_, BIG)


def test_the_tiles_of_a_tiff_are_as_high_as_they_are() -> None:
    assert price(LOOK, Format.TIFF, replace(BIG, tile_height=4096)) > price(LOOK, Format.TIFF, BIG) + 7200 * 3 * 4096


def test_turning_without_shrinking_costs_the_whole_frame() -> None:
    lying = replace(BIG, orientation=6)
    whole, half = Recipe(Format.JPEG, lying.upright), Recipe(Format.JPEG, Size(2700, 3600))
    turned = price(whole, Format.JPEG, lying) - price(Recipe(Format.JPEG, BIG.size), Format.JPEG, BIG)
    assert turned >= BIG.size.pixels * 2.9
    assert price(half, Format.JPEG, lying) < price(whole, Format.JPEG, lying) / 2


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
    wide = Header(Size(1_000_000, 10))
    made = Recipe(Format.JPEG, Size(1920, 1))
    assert 180e6 < price(made, Format.PNG, wide) < 1e9  # 181 MB were measured
    assert price(LOOK, Format.PNG, Header(Size(10, 1_000_000))) < 30_000_000


@pytest.mark.parametrize(("format_", "more"), [(Format.JPEG, 0), (Format.TIFF, 0), (Format.WEBP, 1), (Format.HEIC, 1)])
def test_a_file_that_is_not_held_costs_its_bytes_where_its_decoder_wants_them_all(format_: Format, more: int) -> None:
    unheld = 100_000_000
    assert price(LOOK, format_, BIG, unheld) - price(LOOK, format_, BIG) >= unheld * more
    assert price(Redescribe("none", check=True), Format.JPEG, BIG, unheld) > 2 * unheld
