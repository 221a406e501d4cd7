"""Pictures in their new size say nothing about colours that they no longer have."""

import io

import pytest
import pyvips

from conftest import PICTURES
from make import read_picture
from vipsort.photo.formats import Format
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.data import Data
from vipsort.pixels.shape import shaped

INKS = (PICTURES / "cmyk.jpg").read_bytes()


def with_profile(name: str) -> bytes:
    """Inks with a profile inside: their own kind, or one that cannot be theirs."""
    data: bytes = pyvips.Image.new_from_buffer(INKS, "").jpegsave_buffer(profile=name)
    return data


def smaller(data: Data, pixels: bytes) -> pyvips.Image:
    return shaped(data, *read_picture(pixels, "a"), Recipe(Format.PNG, Size(32, 32)))


@pytest.mark.parametrize("data", [INKS, io.BytesIO(INKS), with_profile("cmyk"), with_profile("srgb")])
def test_inks_that_became_colours_have_no_profile_left(data: Data) -> None:
    # What libvips lends them is freed before they are saved: reading it then ends the process, now and then.
    image = smaller(data, INKS)
    assert image.interpretation == "srgb"
    assert not image.copy_memory().get_typeof("icc-profile-data")


def test_colours_keep_their_profile_when_they_become_fewer() -> None:
    data = (PICTURES / "canon-40d.jpg").read_bytes()
    before = pyvips.Image.new_from_buffer(data, "").get("icc-profile-data")
    assert smaller(data, data).copy_memory().get("icc-profile-data") == before
