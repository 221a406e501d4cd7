"""Pixels written as bytes of a format."""

import pytest
import pyvips

from make import noise, read_picture
from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.resize import Size
from vipsort.photo.treat import LOSSY
from vipsort.pixels.encode import QUALITY, encode

WRITTEN = [Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF]


@pytest.mark.parametrize("format_", WRITTEN)
def test_what_is_written_is_what_was_asked_for(format_: Format) -> None:
    data = encode(noise(), format_, QUALITY.get(format_), "all")
    found, header = read_picture(data, "a")
    assert (found, header.size) == (format_, Size(64, 48))


@pytest.mark.parametrize("format_", sorted(LOSSY))
def test_a_lower_quality_makes_a_smaller_file(format_: Format) -> None:
    sizes = [len(encode(noise(), format_, quality, "all")) for quality in (10, 50, 90)]
    assert sizes == sorted(set(sizes))


def test_lossy_formats_have_a_quality_where_none_is_asked() -> None:
    assert set(QUALITY) == LOSSY


@pytest.mark.parametrize("format_", [Format.HEIC, Format.BMP, Format.RAW])
def test_what_cannot_be_written_is_told(format_: Format) -> None:
    with pytest.raises(Unfit, match=f"{format_} pictures cannot be written"):
        encode(noise(), format_, None, "all")


@pytest.mark.parametrize("format_", [Format.PNG, Format.TIFF])
def test_what_is_lossless_loses_nothing(format_: Format) -> None:
    again = pyvips.Image.new_from_buffer(encode(noise(), format_, None, "all"), "")
    assert (again - noise()).abs().max() == 0
