"""TIFF under a limit: nothing is ever lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips

from make import engine, noise
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.tiff import tiff, tiff_rungs

__all__ = ["engine"]

PICTURES = Path(__file__).parents[2] / "pictures"


def opened(name: str) -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PICTURES / name)).copy_memory()


def pages() -> pyvips.Image:
    image = pyvips.Image.arrayjoin([noise(seed=1), noise(seed=2)], across=1).copy()
    image.set_type(pyvips.GValue.gint_type, "page-height", image.height // 2)
    return image.copy_memory()


@pytest.mark.parametrize(
    "draw",
    [
        noise,
        lambda: noise().colourspace("rgb16"),
        lambda: noise().colourspace("b-w"),
        lambda: opened("alpha.png"),
        lambda: opened("cmyk.jpg"),
        lambda: opened("16bit-exif-xmp.png"),
        pages,
    ],
)
@pytest.mark.parametrize("content", Content)
def test_every_rung_keeps_every_pixel(draw: Callable[[], pyvips.Image], content: Content) -> None:
    image = draw()
    for rung in tiff_rungs(content):
        written = pyvips.Image.new_from_buffer(rung.encoder.write(image, None), "", n=-1)
        assert not rung.note
        assert (written.format, written.bands, written.interpretation) == (
            image.format,
            image.bands,
            image.interpretation,
        )
        assert (written - image).abs().max() == 0


@pytest.mark.parametrize("content", Content)
def test_the_usual_way_comes_first(content: Content) -> None:
    assert tiff_rungs(content)[0].encoder == tiff(content)
