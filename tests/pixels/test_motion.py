"""Pictures that hold a video."""

import io

import pytest

from make import jpeg, movie
from vipsort.pixels.motion import holds_video

SAMSUNG = jpeg() + b"MotionPhoto_Data" + movie("") + b"SEFH" + b"\0\0\x30\x0aMotionPhoto_Data" + b"SEFT"


@pytest.mark.parametrize(
    "xmp",
    [
        b'<rdf:Description GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"/>',
        b"<GCamera:MicroVideo>1</GCamera:MicroVideo>",
        b"<rdf:Description Camera:MotionPhoto='1'/>",
    ],
)
def test_google_says_so_in_xmp(xmp: bytes) -> None:
    assert holds_video(jpeg(), xmp)


@pytest.mark.parametrize("xmp", [b"", b'GCamera:MotionPhoto="0"', b'GCamera:MicroVideoVersion="1"'])
def test_other_pictures_hold_none(xmp: bytes) -> None:
    assert not holds_video(jpeg(), xmp)


@pytest.mark.parametrize("data", [SAMSUNG, io.BytesIO(SAMSUNG)], ids=["held", "giant"])
def test_samsung_says_so_behind_the_picture(data: bytes | io.BytesIO) -> None:
    assert holds_video(data, b"")


def test_a_trailer_without_a_video_is_none() -> None:
    assert not holds_video(jpeg() + b"SEFHImage_UTC_DataSEFT", b"")
