"""How much work a file is likely to be, before it is opened."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.photo.effort import effort, worth
from vipsort.photo.formats import Format
from vipsort.photo.policy import Check, Treatment

COPIED = Treatment(check=Check.HEADER)


@pytest.mark.parametrize("name", ["a.jpg", "a.heic", "a.mov", "a"])
def test_where_nothing_is_decoded_a_byte_is_a_byte(name: str) -> None:
    assert effort(replace(SOURCE, name=name, size=1000), COPIED) == 1000


def test_a_byte_of_a_heic_is_more_work_than_one_of_a_jpeg_and_a_film_is_next_to_none() -> None:
    said = [effort(replace(SOURCE, name=name, size=1000), Treatment()) for name in ("a.HEIC", "a.JPG", "a.mov")]
    assert said == sorted(said, reverse=True)
    assert said[0] > said[1] > 10 * said[2]


def test_a_size_to_be_hit_is_work_for_what_is_above_it() -> None:
    limited = Treatment(max_size=1_000_000)
    small, large = (replace(SOURCE, size=size) for size in (1_000_000, 1_000_001))
    assert effort(small, limited) == effort(small, Treatment())
    assert effort(large, limited) > 4 * effort(large, Treatment())
    assert effort(large, replace(limited, compress_over=2_000_000)) == effort(large, Treatment())


def test_beside_pixels_a_file_itself_is_little() -> None:
    assert worth(COPIED) > worth(Treatment())
    assert worth(replace(COPIED, format=Format.WEBP)) == worth(Treatment())
