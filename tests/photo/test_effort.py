"""How much work a file is likely to be, before it is opened."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.photo.effort import effort
from vipsort.photo.formats import Format
from vipsort.photo.policy import Check, Treatment
from vipsort.photo.resize import Resize

COPIED, CHECKED = Treatment(check=Check.HEADER), Treatment()
TO_1920 = Treatment(resize=Resize.parse("1920"))
MEGABYTES = 3_000_000


def told(treatment: Treatment, name: str = "a.jpg", size: int = MEGABYTES, cores: int = 2) -> int:
    return effort(replace(SOURCE, name=name, size=size), treatment, cores)


@pytest.mark.parametrize("name", ["a.jpg", "a.heic", "a.mov", "a"])
def test_where_nothing_is_decoded_a_byte_is_a_byte(name: str) -> None:
    assert told(COPIED, name) == told(COPIED, "a.png")


def test_a_byte_of_a_heic_is_more_work_than_one_of_a_jpeg_and_a_film_is_next_to_none() -> None:
    said = [told(CHECKED, name) for name in ("a.HEIC", "a.JPG", "a.mov")]
    assert said == sorted(said, reverse=True)
    assert said[0] > 2 * said[1] > 4 * said[2]


def test_a_size_to_be_hit_is_work_for_what_is_above_it() -> None:
    limited = Treatment(max_size=MEGABYTES)
    assert told(limited) == told(CHECKED)
    assert told(limited, size=MEGABYTES + 1) > 3 * told(CHECKED)
    assert told(replace(limited, compress_over=2 * MEGABYTES), size=MEGABYTES + 1) == told(CHECKED, size=MEGABYTES + 1)


def test_a_png_is_a_hundred_times_the_work_only_where_it_is_to_be_a_small_png() -> None:
    limited = Treatment(max_size=1_000_000)
    assert told(limited, "a.png") > 10 * told(limited)
    for_the_web = replace(limited, format=Format.WEBP)
    assert told(for_the_web, "a.png") < told(for_the_web)  # fewer pixels in its bytes


def test_what_is_made_for_a_box_costs_by_the_box_and_what_fits_it_is_only_decoded() -> None:
    made = [told(TO_1920, size=size) - told(CHECKED, size=size) for size in (100_000, MEGABYTES, 4 * MEGABYTES)]
    assert made[0] == 0
    assert made[1] == pytest.approx(made[2], rel=0.01)
    assert told(replace(TO_1920, format=Format.WEBP), size=100_000) > told(TO_1920, size=100_000)


def test_a_quality_is_for_what_keeps_its_format() -> None:
    good = Treatment(quality=80)
    assert told(good) > told(CHECKED)
    assert told(good, "a.heic") == told(CHECKED, "a.heic")


def test_small_files_have_more_pixels_in_a_byte() -> None:
    as_webp = Treatment(format=Format.WEBP)
    assert told(as_webp, size=100_000) > 2 * told(as_webp, size=MEGABYTES) / 30


def test_cores_share_pixels_and_not_bytes() -> None:
    moved = told(COPIED)
    assert (told(CHECKED, cores=1) - moved) == pytest.approx(4 * (told(CHECKED, cores=4) - moved), rel=0.01)
