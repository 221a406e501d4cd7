"""Whether a file reaches the end of its format."""

import io
from time import process_time

import pytest

from conftest import PICTURES
from make import picture
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.pixels.ends import reach_end

GIFS = ["animated.gif", "plain.gif", "xmp.gif"]
PNGS = ["animated.apng", "plain.png", "alpha.png", "interlaced.png", "16bit-exif-xmp.png", "palette-alpha-xmp.png"]
JPEGS = ["canon-40d.jpg", "cmyk.jpg", "fuji-iptc-xmp-gps.jpg", "nikon.jpg", "progressive.jpg", "turned.jpg"]
SOUND = [
    *((name, Format.GIF) for name in GIFS),
    *((name, Format.PNG) for name in PNGS),
    *((name, Format.JPEG) for name in JPEGS),
]
LAST = {Format.GIF: b";", Format.PNG: b"IEND", Format.JPEG: b"\xff\xd9"}


@pytest.mark.parametrize(("name", "format_"), SOUND)
def test_a_whole_file_reaches_its_end(name: str, format_: Format) -> None:
    data = (PICTURES / name).read_bytes()
    reach_end(data, format_)
    reach_end(io.BytesIO(data), format_)
    reach_end(data + b"what somebody added", format_)


@pytest.mark.parametrize(("name", "format_"), SOUND)
def test_no_part_of_a_file_reaches_its_end(name: str, format_: Format) -> None:
    data = (PICTURES / name).read_bytes()
    data = data[: data.rindex(LAST[format_])]
    for length in range(0, len(data), 7):
        with pytest.raises(Undecodable, match="cut short"):
            reach_end(data[:length], format_)


def test_a_jpeg_reaches_its_end_across_the_windows_that_it_is_searched_in() -> None:
    data = picture(".jpg", size=(1200, 900))
    assert len(data) < 1 << 20
    for length in range((1 << 20) - 5, (1 << 20) + 5):
        stretched = data[:2] + b"\xff" * (length - len(data)) + data[2:]  # fill bytes before a marker
        reach_end(stretched, Format.JPEG)
        with pytest.raises(Undecodable, match="cut short"):
            reach_end(stretched[:-2], Format.JPEG)


@pytest.mark.parametrize("filling", [b"\xff", b"\xff\xc0", b"\xff\xe0\0\0", b"\0", b"\xff\xd0"])
def test_megabytes_of_markers_are_soon_walked(filling: bytes) -> None:
    began = process_time()
    with pytest.raises(Undecodable):
        reach_end(b"\xff\xd8" + filling * (4_000_000 // len(filling)), Format.JPEG)
    assert process_time() - began < 10


@pytest.mark.parametrize("suffix", [".gif", ".png", ".jpg"])
def test_what_we_write_reaches_its_end(suffix: str) -> None:
    reach_end(picture(suffix), Format(suffix[1:].replace("jpg", "jpeg")))


@pytest.mark.parametrize("format_", [Format.WEBP, Format.TIFF, Format.RAW])
def test_other_decoders_find_the_end_themselves(format_: Format) -> None:
    reach_end(b"", format_)


def test_a_block_that_nobody_knows_is_no_end() -> None:
    data = (PICTURES / "plain.gif").read_bytes()
    with pytest.raises(Undecodable, match="cut short"):
        reach_end(data[: data.rindex(b";")] + b"\0;", Format.GIF)
