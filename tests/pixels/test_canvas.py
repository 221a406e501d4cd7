"""A picture is decoded once where it can be, and held no more than its price says."""

import io

import pytest
import pyvips

from make import noise, read_picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.ssimulacra2 import Reference

SIZE = Size(640, 480)
JPEG = noise(SIZE.width, SIZE.height).gaussblur(2).copy_memory().jpegsave_buffer(Q=90)
PNG = noise(SIZE.width, SIZE.height).bandjoin(128).copy(interpretation="srgb").pngsave_buffer()


def canvas_of(data: bytes, size: Size = SIZE, becomes: Format = Format.JPEG) -> tuple[Canvas, io.BytesIO]:
    """A canvas, and the file that it decodes from."""
    file = io.BytesIO(data)
    format_, header = read_picture(data, "a")
    return Canvas(file, format_, header, Recipe(becomes, size, max_size=1)), file


def test_a_smaller_picture_is_made_of_the_whole_that_is_held() -> None:
    canvas, file = canvas_of(JPEG)
    whole = canvas.at(1)
    file.truncate(0)
    small = canvas.at(0.5).image
    assert (small.width, small.height) == (320, 240)
    assert canvas.at(1) is whole
    fresh = canvas_of(JPEG)[0].at(0.5).image
    assert Reference(fresh).score(small) > 85


def test_two_large_pictures_are_not_held_at_once() -> None:
    canvas, file = canvas_of(JPEG)
    canvas.at(1)
    file.truncate(0)
    with pytest.raises((pyvips.Error, Undecodable)):
        canvas.at(0.9)


@pytest.mark.parametrize(("data", "size"), [(PNG, SIZE), (JPEG, Size(320, 240))])
def test_what_needs_more_than_a_resize_is_made_of_its_source(data: bytes, size: Size) -> None:
    canvas, file = canvas_of(data, size, Format.WEBP)
    canvas.at(1)
    file.truncate(0)
    with pytest.raises((pyvips.Error, Undecodable)):
        canvas.at(0.5)


def test_what_is_said_costs_no_pixel() -> None:
    canvas, _file = canvas_of(JPEG)
    held = canvas.at(0.5)
    assert canvas.said is held.image
