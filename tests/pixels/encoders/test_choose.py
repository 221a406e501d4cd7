"""The encoder for a format, an effort and what the picture shows."""

import pytest
import pyvips

from make import engine, noise, read_picture
from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.quality import LOSSY
from vipsort.photo.resize import Size
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.encoders.encoder import Encoder

__all__ = ["engine"]

WRITTEN = [Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF]


def chosen(format_: Format, effort: Effort = Effort.FAST, content: Content = Content.PHOTOGRAPH) -> Encoder:
    return encoder_for(format_, effort, content, 64 * 48, for_size=False)


@pytest.mark.parametrize("format_", WRITTEN)
@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("content", Content)
def test_what_is_written_is_what_was_asked_for(format_: Format, effort: Effort, content: Content) -> None:
    encoder = chosen(format_, effort, content)
    found, header = read_picture(encoder.write(noise(), encoder.usual or None), "a")
    assert (found, header.size, encoder.format) == (format_, Size(64, 48), format_)


@pytest.mark.parametrize("format_", WRITTEN)
def test_what_loses_something_has_qualities_and_what_does_not_has_none(format_: Format) -> None:
    encoder = chosen(format_)
    assert bool(encoder.qualities) is (format_ in LOSSY)
    assert list(encoder.qualities) == sorted(set(encoder.qualities))


@pytest.mark.parametrize("format_", [Format.HEIC, Format.BMP, Format.RAW, Format.JXL])
def test_what_cannot_be_written_is_told(format_: Format) -> None:
    with pytest.raises(Unfit, match=f"{format_} pictures cannot be written"):
        chosen(format_)


@pytest.mark.parametrize("format_", [Format.PNG, Format.TIFF])
@pytest.mark.parametrize("effort", Effort)
def test_what_is_lossless_loses_nothing(format_: Format, effort: Effort) -> None:
    again = pyvips.Image.new_from_buffer(chosen(format_, effort).write(noise(), None), "")
    assert (again - noise()).abs().max() == 0
