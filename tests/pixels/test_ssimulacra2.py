"""SSIMULACRA 2 by libvips."""

import pytest
import pyvips

from conftest import PICTURES
from make import engine, noise
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

# What the package ssimulacra2 0.3.0 of PyPI says of these pictures.
JUDGED = [
    ("fuji-iptc-xmp-gps.jpg", ".jpg[Q=30]", 56.44),
    ("fuji-iptc-xmp-gps.jpg", ".jpg[Q=90]", 94.85),
    ("canon-s40.webp", ".jpg[Q=60]", 72.54),
    ("canon-s40.webp", ".webp[Q=50]", 59.40),
    ("canon-s40.webp", ".avif[Q=70,effort=0]", 81.74),
    ("nikon.jpg", ".jpg[Q=30]", 50.95),
    ("iphone-gps.jpg", ".webp[Q=50]", 74.32),  # 142 pixels high: fewer scales
    ("canon-40d.jpg", ".jpg[Q=60]", -21.38),
]


def photo(name: str) -> pyvips.Image:
    return pyvips.Image.new_from_file(str(PICTURES / name)).copy_memory()


def written(image: pyvips.Image, how: str) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(image.write_to_buffer(how), "").copy_memory()


@pytest.mark.parametrize(("name", "how", "judged"), JUDGED)
def test_it_says_what_another_implementation_says(name: str, how: str, judged: float) -> None:
    image = photo(name)
    assert Reference(image).score(written(image, how)) == pytest.approx(judged, abs=0.5)


def test_grey_is_judged_as_its_three_equal_bands() -> None:
    image = photo("nikon.jpg").colourspace("b-w")
    worse = written(image, ".jpg[Q=60]")
    assert Reference(image).score(worse) == pytest.approx(80.04, abs=0.5)


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (8, 8), (17, 9), (300, 31)])
def test_the_same_pixels_score_a_hundred_at_any_size(size: tuple[int, int]) -> None:
    image = noise(*size)
    assert Reference(image).score(image) == pytest.approx(100)


def test_a_lower_quality_scores_lower() -> None:
    image = photo("canon-s40.webp")
    reference = Reference(image)
    scores = [reference.score(written(image, f".jpg[Q={quality}]")) for quality in (20, 40, 60, 80, 95)]
    assert scores == sorted(scores)


def test_a_reference_is_not_used_up() -> None:
    image = photo("nikon.jpg")
    reference, worse = Reference(image), written(image, ".jpg[Q=50]")
    assert reference.score(worse) == pytest.approx(reference.score(worse))
