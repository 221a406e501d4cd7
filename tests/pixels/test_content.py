"""Photographs and graphics, told apart whatever file they came in."""

from functools import cache
from pathlib import Path
from time import process_time

import pytest
import pyvips

from make import engine, noise
from vipsort.pixels.content import Content, content_of

__all__ = ["engine"]

PICTURES = Path(__file__).parents[1] / "pictures"
PHOTOGRAPHS = ("canon-40d.jpg", "fuji-iptc-xmp-gps.jpg", "iphone-gps.jpg", "nikon.jpg", "turned.jpg", "kyocera.avif")


@cache
def screenshot(scale: int = 1) -> pyvips.Image:
    """Windows, lines and what looks like text, in colours of their own."""
    image = pyvips.Image.black(480, 320, bands=3).linear([1], [250, 248, 240]).cast("uchar").copy(interpretation="srgb")
    image = image.draw_rect([32, 64, 160], 0, 0, 480, 24, fill=True).draw_rect([0, 0, 0], 20, 40, 200, 240, fill=False)
    for line in range(18):
        for letter in range(28):
            if (line * 7 + letter * 5) % 11:
                image = image.draw_line([20, 20, 20], 30 + letter * 6, 50 + line * 12, 33 + letter * 6, 57 + line * 12)
    return image.resize(scale).copy_memory() if scale > 1 else image.copy_memory()


def through(image: pyvips.Image, suffix: str, **options: object) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(image.write_to_buffer(suffix, **options), "").copy_memory()


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("quality", [50, 75, 95])
def test_a_photograph_is_one_however_it_was_compressed(name: str, quality: int) -> None:
    image = pyvips.Image.new_from_file(str(PICTURES / name)).copy_memory()
    assert content_of(image) is Content.PHOTOGRAPH
    assert content_of(through(image, ".jpg", Q=quality)) is Content.PHOTOGRAPH


@pytest.mark.parametrize("quality", [50, 75, 95])
def test_a_screenshot_is_a_graphic_even_with_the_noise_of_jpeg(quality: int) -> None:
    assert content_of(screenshot()) is Content.GRAPHIC
    assert content_of(through(screenshot(), ".jpg", Q=quality)) is Content.GRAPHIC


@pytest.mark.parametrize("space", ["b-w", "rgb16", "grey16"])
def test_depth_and_colour_do_not_matter(space: str) -> None:
    assert content_of(screenshot().colourspace(space).copy_memory()) is Content.GRAPHIC
    assert content_of(noise().colourspace(space).copy_memory()) is Content.PHOTOGRAPH


def test_what_alpha_hides_is_not_looked_at() -> None:
    seen = screenshot().crop(0, 0, 240, 320).bandjoin(255)
    hidden = noise(240, 320).bandjoin(0)
    both = seen.join(hidden, "horizontal").copy(interpretation="srgb").copy_memory()
    assert content_of(both) is Content.GRAPHIC


def test_a_smooth_sky_is_a_photograph() -> None:
    blue = pyvips.Image.xyz(640, 480)[1].linear([0.1], [100]).cast("uchar").copy(interpretation="b-w")
    assert content_of(blue.copy_memory()) is Content.PHOTOGRAPH
    sky = pyvips.Image.xyz(640, 480)[0].linear([0.1], [100]) + pyvips.Image.gaussnoise(
        640, 480, mean=0, sigma=0.4, seed=1
    )
    grey = sky.rint().cast("uchar").copy(interpretation="b-w")
    assert content_of(grey.copy_memory()) is Content.PHOTOGRAPH


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (2, 2), (3, 700)])
def test_the_smallest_pictures_have_an_answer(size: tuple[int, int]) -> None:
    assert content_of(pyvips.Image.black(*size, bands=3)) in Content


def test_looking_is_cheap() -> None:
    image = screenshot(2)
    begun = process_time()
    for _ in range(5):
        content_of(image)
    assert (process_time() - begun) / 5 < 0.05  # seconds; 0.005 measured
