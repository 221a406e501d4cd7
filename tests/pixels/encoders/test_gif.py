"""GIF under a limit: every frame stays, for as long as it was shown."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import pyvips

from make import engine, noise
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.gif import gif, gif_rungs

__all__ = ["engine"]

PICTURES = Path(__file__).parents[2] / "pictures"


def moving(frames: list[pyvips.Image], delays: list[int]) -> pyvips.Image:
    image = pyvips.Image.arrayjoin(frames, across=1).copy()
    image.set_type(pyvips.GValue.gint_type, "page-height", frames[0].height)
    image.set_type(pyvips.GValue.array_int_type, "delay", delays)
    return image.copy_memory()


def fade() -> pyvips.Image:
    """So slow that no frame differs from the next by more than a palette's coarseness."""
    frames = [pyvips.Image.black(16, 16, bands=3).linear([1], [60 + 2 * step] * 3) for step in range(20)]
    return moving([frame.cast("uchar").copy(interpretation="srgb") for frame in frames], [40] * 20)


def walk() -> pyvips.Image:
    return moving([noise(40, 24, seed=seed).gaussblur(2) for seed in range(4)], [100, 40, 60, 200])


def opened() -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PICTURES / "animated.gif"), n=-1).copy_memory()


@pytest.mark.parametrize("make", [fade, walk, opened])
@pytest.mark.parametrize("content", Content)
def test_no_rung_drops_a_frame_or_its_time(make: Callable[[], pyvips.Image], content: Content) -> None:
    image = make()
    for rung in gif_rungs(content, image):
        written = pyvips.Image.new_from_buffer(rung.encoder.write(image, None), "", n=-1)
        assert written.get_n_pages() == image.height // image.get_page_height(), rung
        assert written.get("delay") == image.get("delay"), rung


@pytest.mark.parametrize("content", Content)
def test_each_harm_makes_a_picture_smaller(content: Content) -> None:
    for image in (noise(64, 64).gaussblur(3).copy_memory(), walk()):
        rungs = gif_rungs(content, image)
        sizes = [len(rung.encoder.write(image, None)) for rung in rungs]
        assert rungs[0].encoder == gif()
        assert all(after <= before for before, after in pairwise(sizes))
        assert sizes[-1] < sizes[0] * 0.8
        assert all(
            after >= before * rung.least for (before, after), rung in zip(pairwise(sizes), rungs[1:], strict=True)
        )


def test_the_lag_of_a_pixel_does_not_add_up_over_frames() -> None:
    image = fade()
    for rung in gif_rungs(Content.GRAPHIC, image):
        written = pyvips.Image.new_from_buffer(rung.encoder.write(image, None), "", n=-1)
        furthest = written.extract_band(0, n=3).subtract(image).abs().stats().getpoint(1, 0)[0]
        assert furthest <= 24, rung


def test_transparency_survives_every_rung() -> None:
    image = noise(48, 32).bandjoin(
        pyvips.Image.black(24, 32).embed(0, 0, 48, 32, background=[255], extend="background")
    )
    for rung in gif_rungs(Content.GRAPHIC, image.copy(interpretation="srgb").copy_memory()):
        written = pyvips.Image.new_from_buffer(rung.encoder.write(image, None), "")
        assert written[3].avg() == image[3].avg()


def test_a_still_is_not_treated_as_if_it_moved() -> None:
    assert all("interframe_maxerror" not in rung.encoder.options for rung in gif_rungs(Content.PHOTOGRAPH, noise()))
