import io

import exifread
import pytest
import pyvips

from conftest import PICTURES
from make import noise
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import Format
from vipsort.photo.work import Redescribe
from vipsort.pixels.header import read_header
from vipsort.pixels.redescribe import redescribe

JPEGS = ("iphone-gps.jpg", "fuji-iptc-xmp-gps.jpg", "turned.jpg", "canon-40d.jpg", "cmyk.jpg", "progressive.jpg")


def redescribed(data: bytes, wanted: str, *, checked: bool = True) -> bytes:
    header = read_header(data, Format.JPEG)
    assert header
    made = redescribe(data, Format.JPEG, header, Redescribe(wanted, checked))
    return made.data if made else data


def tags(data: bytes) -> dict[str, str]:
    found = exifread.process_file(io.BytesIO(data), details=False)
    return {name: str(tag) for name, tag in found.items()}


@pytest.mark.parametrize("wanted", ["private", "none"])
@pytest.mark.parametrize("name", JPEGS)
def test_not_a_pixel_changes(name: str, wanted: str) -> None:
    before = (PICTURES / name).read_bytes()
    old, new = (pyvips.Image.new_from_buffer(data, "") for data in (before, redescribed(before, wanted)))
    assert (old.width, old.height, old.bands) == (new.width, new.height, new.bands)
    assert (old - new).abs().max() == 0


@pytest.mark.parametrize("name", JPEGS)
def test_the_orientation_and_the_profile_stay(name: str) -> None:
    before = (PICTURES / name).read_bytes()
    old, new = (pyvips.Image.new_from_buffer(data, "") for data in (before, redescribed(before, "none")))
    # A picture that says nothing is upright.
    was, is_ = (image.get("orientation") if image.get_typeof("orientation") else 1 for image in (old, new))
    assert was == is_
    assert old.get_typeof("icc-profile-data") == new.get_typeof("icc-profile-data")


def test_private_drops_the_place_and_keeps_the_camera() -> None:
    before = (PICTURES / "iphone-gps.jpg").read_bytes()
    old, new = tags(before), tags(redescribed(before, "private"))
    assert any(name.startswith("GPS") for name in old)
    assert not any("GPS" in name for name in new)
    for name in ("Image Make", "Image Model", "EXIF DateTimeOriginal", "EXIF FNumber"):
        assert new[name] == old[name]


def test_none_keeps_nothing_that_anybody_wrote() -> None:
    new = tags(redescribed((PICTURES / "fuji-iptc-xmp-gps.jpg").read_bytes(), "none"))
    assert not {name for name in new if "Make" in name or "DateTime" in name or "GPS" in name}
    image = pyvips.Image.new_from_buffer(redescribed((PICTURES / "fuji-iptc-xmp-gps.jpg").read_bytes(), "none"), "")
    assert not image.get_typeof("xmp-data")
    assert not image.get_typeof("iptc-data")


def test_what_follows_the_picture_goes() -> None:
    before = (PICTURES / "canon-40d.jpg").read_bytes() + b"a second picture with its own place"
    assert b"its own place" not in redescribed(before, "private")


def test_an_open_file_is_redescribed_like_bytes() -> None:
    before = (PICTURES / "iphone-gps.jpg").read_bytes()
    header = read_header(before, Format.JPEG)
    assert header
    made = redescribe(io.BytesIO(before), Format.JPEG, header, Redescribe("private", check=True))
    assert made
    assert made.data == redescribed(before, "private")


def test_a_cut_off_picture_is_refused_where_it_is_checked() -> None:
    cut = (PICTURES / "truncated.jpg").read_bytes()
    with pytest.raises(Undecodable):
        redescribed(cut, "private")


@pytest.mark.parametrize("wanted", ["private", "none"])
def test_what_says_nothing_stays_as_it_is(wanted: str) -> None:
    bare = noise().write_to_buffer(".jpg", keep="none")
    header = read_header(bare, Format.JPEG)
    assert header
    assert redescribe(bare, Format.JPEG, header, Redescribe(wanted, check=True)) is None
