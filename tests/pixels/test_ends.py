"""Whether a file reaches the end of its format."""

import io

import pytest

from conftest import PICTURES
from make import picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.ends import reach_end

GIFS = ["animated.gif", "plain.gif", "xmp.gif"]
PNGS = ["animated.apng", "plain.png", "alpha.png", "interlaced.png", "16bit-exif-xmp.png", "palette-alpha-xmp.png"]
SOUND = [(name, Format.GIF) for name in GIFS] + [(name, Format.PNG) for name in PNGS]


@pytest.mark.parametrize(("name", "format_"), SOUND)
def test_a_whole_file_reaches_its_end(name: str, format_: Format) -> None:
    data = (PICTURES / name).read_bytes()
    reach_end(data, format_)
    reach_end(io.BytesIO(data), format_)
    reach_end(data + b"what somebody added", format_)


@pytest.mark.parametrize(("name", "format_"), SOUND)
def test_no_part_of_a_file_reaches_its_end(name: str, format_: Format) -> None:
    data = (PICTURES / name).read_bytes()
    data = data[: data.rindex(b";" if format_ is Format.GIF else b"IEND")]
    for length in range(0, len(data), 7):
        with pytest.raises(Undecodable, match="cut short"):
            reach_end(data[:length], format_)


@pytest.mark.parametrize("suffix", [".gif", ".png"])
def test_what_we_write_reaches_its_end(suffix: str) -> None:
    reach_end(picture(suffix), Format(suffix[1:]))


@pytest.mark.parametrize("format_", [Format.JPEG, Format.WEBP, Format.TIFF, Format.RAW])
def test_other_decoders_find_the_end_themselves(format_: Format) -> None:
    reach_end(b"", format_)


def test_a_block_that_nobody_knows_is_no_end() -> None:
    data = (PICTURES / "plain.gif").read_bytes()
    with pytest.raises(Undecodable, match="cut short"):
        reach_end(data[: data.rindex(b";")] + b"\0;", Format.GIF)
