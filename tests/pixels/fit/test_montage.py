"""Tiles that stand for a picture."""

import pytest
import pyvips

from conftest import PICTURES
from make import engine, noise
from vipsort.photo.formats import Format
from vipsort.pixels.fit.montage import sight, tiles_of
from vipsort.pixels.fit.score_shape import score_shape_of
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

LOSSY = {Format.JPEG: ".jpg[Q=70]", Format.WEBP: ".webp[Q=75,effort=0]", Format.AVIF: ".avif[Q=60,effort=0]"}


@pytest.fixture(scope="module")
def large() -> pyvips.Image:
    """Six photographs side by side, 36 tiles of them."""
    names = ["kyocera.avif", "fuji-iptc-xmp-gps.jpg", "canon-s40.webp", "nikon.jpg"]
    pieces = [pyvips.Image.new_from_file(str(PICTURES / name)).crop(0, 0, 384, 256) for name in names]
    return pyvips.Image.arrayjoin([*pieces, pieces[1].rot180(), pieces[0].fliphor()], across=3).copy_memory()


def test_the_tiles_are_less_than_half_of_the_picture(large: pyvips.Image) -> None:
    tiles = tiles_of(large)
    assert tiles
    part = tiles.cut(large)
    assert part.width * part.height < large.width * large.height / 2


def test_tiles_stay_on_the_grid_of_blocks(large: pyvips.Image) -> None:
    tiles = tiles_of(large)
    assert tiles
    assert all(left % 64 == 0 and top % 64 == 0 for left, top in tiles.corners)


def test_no_tile_is_taken_twice_and_none_reaches_beyond_the_picture(large: pyvips.Image) -> None:
    cropped = large.crop(0, 0, 1151, 512)
    tiles = tiles_of(cropped)
    assert tiles
    assert len(set(tiles.corners)) == len(tiles.corners)
    assert all(left + 128 <= 1151 and top + 128 <= 512 for left, top in tiles.corners)


def test_the_same_picture_has_the_same_tiles(large: pyvips.Image) -> None:
    assert tiles_of(large) == tiles_of(large.copy_memory())


def test_busy_and_flat_parts_are_both_looked_at() -> None:
    flat = pyvips.Image.black(1024, 512, bands=3).copy(interpretation="srgb")
    tiles = tiles_of(flat.join(noise(1024, 512), "vertical").copy_memory())
    assert tiles
    tops = [top < 512 for _, top in tiles.corners]
    assert tops.count(True) == tops.count(False)


@pytest.mark.parametrize("size", [(1, 1), (640, 480), (2000, 127)])
def test_a_small_picture_is_looked_at_as_a_whole(size: tuple[int, int]) -> None:
    image = noise(*size)
    assert tiles_of(image) is None
    looks = sight(image, Format.JPEG)
    assert looks.whole
    assert not looks.tiled
    assert looks.score(image.write_to_buffer(".jpg[Q=90]")) <= 100


@pytest.mark.parametrize("format_", LOSSY)
def test_tiles_tell_the_score_of_the_whole(format_: Format, large: pyvips.Image) -> None:
    how, looks = LOSSY[format_], sight(large, format_)
    whole = large.write_to_buffer(how)
    true = Reference(large).score(pyvips.Image.new_from_buffer(whole, "").copy_memory())
    told = looks.score(whole if looks.whole else looks.encoded.write_to_buffer(how))
    assert score_shape_of(format_).of_whole(told) == pytest.approx(true, abs=3)


def test_only_webp_is_encoded_as_a_whole(large: pyvips.Image) -> None:
    assert [format_ for format_ in LOSSY if sight(large, format_).whole] == [Format.WEBP]


@pytest.mark.parametrize("kind", ["b-w", "rgb16", "alpha"])
def test_grey_deep_and_transparent_pictures_are_looked_at_too(kind: str, large: pyvips.Image) -> None:
    image = large.bandjoin(128) if kind == "alpha" else large.colourspace(kind)
    looks = sight(image.copy_memory(), Format.WEBP)
    assert 50 < looks.score(looks.encoded.write_to_buffer(".webp[Q=90,effort=0]")) < 100
