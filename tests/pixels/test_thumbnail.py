"""Small JPEGs for a page."""

import pytest
import pyvips

from conftest import PICTURES
from make import blank_png, jpeg, picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.sniff import sniff
from vipsort.pixels.thumbnail import SIDE, Thumbnail


def small(data: bytes, name: str) -> pyvips.Image:
    format_ = sniff(data[:64], name)
    assert format_
    made = Thumbnail(format_).do(data)
    assert made
    assert made.format is Format.JPEG
    return pyvips.Image.new_from_buffer(made.data, "")


def test_a_thumbnail_is_no_larger_than_a_page_wants() -> None:
    image = small(jpeg(size=(1600, 800)), "a.jpg")
    assert (image.width, image.height) == (SIDE, SIDE // 2)


def test_what_is_small_is_not_made_larger() -> None:
    image = small(jpeg(size=(64, 48)), "a.jpg")
    assert (image.width, image.height) == (64, 48)


def test_nothing_that_the_camera_wrote_is_in_it() -> None:
    image = small(jpeg("2019:07:04 10:11:12", size=(400, 300), ifd0_Make="Canon"), "a.jpg")
    assert not [field for field in image.get_fields() if field.startswith("exif-") and "Canon" in str(image.get(field))]


@pytest.mark.parametrize("name", ["turned.jpg", "cmyk.jpg", "animated.gif", "pages.tiff", "alpha.png", "outdoor.heic"])
def test_a_picture_of_any_kind_has_one(name: str) -> None:
    image = small((PICTURES / name).read_bytes(), name)
    assert max(image.width, image.height) <= SIDE
    assert image.interpretation in {"srgb", "b-w"}


def test_a_broken_picture_has_none() -> None:
    with pytest.raises(Undecodable):
        small((PICTURES / "truncated.jpg").read_bytes(), "truncated.jpg")


def test_what_has_more_pixels_than_a_page_is_worth_has_none() -> None:
    with pytest.raises(Undecodable, match="megapixels"):
        small(blank_png(30_000, 15_000), "a.png")


def test_a_thumbnail_is_light() -> None:
    made = Thumbnail(Format.PNG).do(picture(".png", size=(800, 600)))
    assert made
    assert made.size < 40_000
