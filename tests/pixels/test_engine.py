"""libvips set up for a flat memory and hostile bytes."""

import os

import pytest
import pyvips

from conftest import PICTURES
from vipsort.pixels import engine


@pytest.mark.parametrize(
    "data",
    [
        b"2 2\n1 2\n3 4\n",
        b"1,2\n3,4\n",
        (PICTURES / "plain.svg").read_bytes(),
        (PICTURES / "plain.ppm").read_bytes(),
        (PICTURES / "plain.hdr").read_bytes(),
        (PICTURES / "plain.exr").read_bytes(),
        b"%PDF-1.4\n",
    ],
    ids=["matrix", "csv", "svg", "ppm", "hdr", "exr", "pdf"],
)
def test_only_our_own_formats_are_opened(data: bytes) -> None:
    with pytest.raises(pyvips.Error):
        pyvips.Image.new_from_buffer(data, "")


@pytest.mark.parametrize(
    "name", ["nikon.jpg", "plain.png", "canon-s40.webp", "plain.tiff", "plain.gif", "kyocera.avif"]
)
def test_our_own_formats_are_opened(name: str) -> None:
    assert pyvips.Image.new_from_buffer((PICTURES / name).read_bytes(), "").width


def test_no_two_pictures_share_an_operation() -> None:
    assert pyvips.cache_get_max() == 0


def test_one_picture_is_one_thread() -> None:
    assert os.environ["VIPS_CONCURRENCY"] == "1"


def test_the_version_is_told() -> None:
    assert engine.VERSION.count(".") == 2
