"""A small part of a picture whose file size tells that of the whole."""

import pytest
import pyvips

from make import noise
from vipsort.photo.formats import Format
from vipsort.photo.quality import LOSSY
from vipsort.pixels.fit.sample import sample

BAND = 16
BLOCK = 64


def numbered(width: int, height: int) -> pyvips.Image:
    """A picture whose pixels tell where they are, in blocks."""
    return (pyvips.Image.xyz(width, height) // 16).cast("ushort").copy_memory()


@pytest.mark.parametrize("format_", sorted(LOSSY))
@pytest.mark.parametrize(("width", "height"), [(640, 480), (1600, 1200), (300, 3000), (4000, 800)])
def test_the_share_is_that_of_the_pixels(format_: Format, width: int, height: int) -> None:
    part = sample(noise(width, height), format_)
    assert part
    assert part.share == pytest.approx(part.image.width * part.image.height / (width * height))
    assert 0.05 < part.share < 0.3


@pytest.mark.parametrize("format_", [Format.JPEG, Format.WEBP])
def test_bands_are_whole_rows_in_their_order_and_keep_their_pixels(format_: Format) -> None:
    whole = noise(500, 2_000).copy_memory()
    part = sample(whole, format_)
    assert part
    assert part.image.width == whole.width
    tops = [numbered_top(format_, band) for band in range(part.image.height // BAND)]
    assert tops == sorted(set(tops))
    assert all(top % BAND == 0 for top in tops)
    assert tops[0] < whole.height / 8
    assert tops[-1] > whole.height * 7 / 8
    for band, top in enumerate(tops):
        cut = part.image.crop(0, band * BAND, whole.width, BAND)
        assert (cut - whole.crop(0, top, whole.width, BAND)).abs().max() == 0


def numbered_top(format_: Format, band: int) -> int:
    """The row of a picture of 500x2000 at which its sample's band began."""
    part = sample(numbered(500, 2_000), format_)
    assert part
    return round(part.image(0, band * BAND)[1]) * 16


def test_blocks_of_an_avif_come_from_everywhere_and_keep_their_pixels() -> None:
    whole, places = noise(1_280, 960).copy_memory(), sample(numbered(1_280, 960), Format.AVIF)
    part = sample(whole, Format.AVIF)
    assert part
    assert places
    corners = []
    for top in range(0, part.image.height, BLOCK):
        for left in range(0, part.image.width, BLOCK):
            x, y = (round(place) * 16 for place in places.image(left, top))
            cut = part.image.crop(left, top, BLOCK, BLOCK)
            assert (cut - whole.crop(x, y, BLOCK, BLOCK)).abs().max() == 0
            corners.append((x, y))
    assert len(set(corners)) == len(corners)
    assert len({x for x, _y in corners}) > 10
    assert len({y for _x, y in corners}) > 10


@pytest.mark.parametrize("format_", sorted(LOSSY))
@pytest.mark.parametrize(("width", "height"), [(1, 1), (300, 300), (4000, 20), (110_000, 1)])
def test_a_picture_that_is_too_small_has_no_sample(format_: Format, width: int, height: int) -> None:
    assert sample(noise(width, height), format_) is None


@pytest.mark.parametrize("format_", sorted(LOSSY))
@pytest.mark.parametrize("bands", [1, 2, 4])
def test_a_sample_is_like_its_picture(format_: Format, bands: int) -> None:
    whole = noise(800, 600)[0].bandjoin([100] * (bands - 1)) if bands > 1 else noise(800, 600)[0]
    part = sample(whole.cast("ushort"), format_)
    assert part
    assert (part.image.bands, part.image.format) == (bands, "ushort")
