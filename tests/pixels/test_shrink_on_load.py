"""A JPEG is decoded no finer than it is seen, and nobody sees the difference."""

import io

import pytest
import pyvips

from conftest import PICTURES
from make import noise, read_picture
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.shape import shaped
from vipsort.pixels.shrink_on_load import shrink_on_load
from vipsort.pixels.ssimulacra2 import Reference

CAMERA = (PICTURES / "fuji-iptc-xmp-gps.jpg").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "effort", "factor"),
    [
        (Size(4000, 3000), Effort.BALANCED, 1),
        (Size(2001, 1501), Effort.BALANCED, 1),
        (Size(2000, 1500), Effort.BALANCED, 2),
        (Size(1920, 1440), Effort.BALANCED, 2),
        (Size(1920, 1440), Effort.SMALL, 1),
        (Size(1024, 768), Effort.FAST, 2),
        (Size(640, 480), Effort.BALANCED, 4),
        (Size(500, 375), Effort.SMALL, 4),
        (Size(200, 150), Effort.BALANCED, 8),
        (Size(200, 1), Effort.BALANCED, 8),
        (Size(4000, 1), Effort.BALANCED, 1),
    ],
)
def test_a_decoder_leaves_enough_to_resize(wanted: Size, effort: Effort, factor: int) -> None:
    assert shrink_on_load(Size(4000, 3000), wanted, effort) == factor


@pytest.mark.parametrize(("stored", "factor"), [((4008, 3004), 4), ((4002, 3000), 2), ((4001, 3000), 1)])
def test_a_decoder_drops_no_row_and_no_column(stored: tuple[int, int], factor: int) -> None:
    # What is left over by a division would be dropped, and the far edges move.
    assert shrink_on_load(Size(*stored), Size(200, 150), Effort.BALANCED) == factor


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("bands", [1, 3])
def test_pixels_are_those_that_libvips_itself_would_make(orientation: int, bands: int) -> None:
    image = noise(603, 401) if bands == 3 else noise(603, 401)[0].copy(interpretation="b-w")
    image = image.copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    data = image.jpegsave_buffer(Q=90)
    format_, header = read_picture(data, "a")
    size = header.upright.scaled(0.3)
    recipe = Recipe(Format.JPEG, size, effort=Effort.SMALL)
    ours = shaped(data, format_, header, recipe)
    theirs = pyvips.Image.thumbnail_buffer(data, size.width, height=size.height, size="force")
    assert (ours.width, ours.height, ours.bands) == (size.width, size.height, bands)
    assert (ours - theirs).abs().max() == 0


@pytest.mark.parametrize("share", [0.5, 0.49, 0.45, 0.35, 0.26, 0.19, 0.15])
def test_what_is_decoded_for_less_looks_the_same(share: float) -> None:
    format_, header = read_picture(CAMERA, "a")
    quick = shaped(CAMERA, format_, header, Recipe(Format.JPEG, header.upright.scaled(share))).copy_memory()
    full = pyvips.Image.new_from_buffer(CAMERA, "").resize(
        quick.width / header.size.width, vscale=quick.height / header.size.height
    )
    assert Reference(full.copy_memory()).score(quick) > 85


def test_a_cut_off_picture_is_seen_at_every_factor() -> None:
    data = noise(1600, 1200).jpegsave_buffer(Q=80)
    format_, header = read_picture(data, "a")
    for width in (1500, 800, 300, 100):
        image = shaped(data[:-2000], format_, header, Recipe(Format.JPEG, Size(width, width * 3 // 4)))
        with pytest.raises(pyvips.Error):
            image.copy_memory()


def test_a_giant_on_disk_is_decoded_the_same_way() -> None:
    format_, header = read_picture(CAMERA, "a")
    recipe = Recipe(Format.JPEG, header.upright.scaled(0.4))
    held = shaped(CAMERA, format_, header, recipe)
    on_disk = shaped(io.BytesIO(CAMERA), format_, header, recipe)
    assert (held - on_disk).abs().max() == 0
