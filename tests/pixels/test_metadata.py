"""What pictures say about themselves, in every container that is dated; and that no bytes can hurt the reader."""

import io
import struct
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vipsort.pixels.metadata import Metadata, read_metadata

PICTURES = Path(__file__).parents[1] / "pictures"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def read(name: str) -> Metadata:
    return read_metadata((PICTURES / name).read_bytes())


def tiff(magic: bytes, *, date: bytes = b"2019:07:04 10:11:12\0") -> bytes:
    """A little-endian directory with one tag: DateTime."""
    return magic + struct.pack("<IHHHIII", 8, 1, 0x0132, 2, len(date), 26, 0) + date


@pytest.mark.parametrize(
    ("name", "taken", "model"),
    [
        ("iphone-gps.jpg", "2012:12:23 14:47:49", "iPhone 4S"),
        ("fuji-iptc-xmp-gps.jpg", "2002:07:13 15:58:28", "FinePixS1Pro"),
        ("canon-s40.webp", "2003:12:14 12:01:44", "Canon PowerShot S40"),
        ("kyocera.avif", "2003:10:31 21:32:49", "FC-S3x"),
        ("nikon-d5300-gps.heic", "2015:07:16 15:38:54", "NIKON D5300"),
        ("outdoor.heic", "2024:09:01 13:50:35", "SM-M315F"),
        ("nikon-d1x-xmp.jxl", "2004:06:21 23:37:53", "NIKON D1X"),
        ("nikon-d1x-xmp.jp2", "2004:06:21 23:37:53", "NIKON D1X"),
        ("canon-350d.cr2", "2005:08:03 18:59:18", "Canon EOS 350D DIGITAL"),
        ("canon-m50.cr3", "2018:02:21 12:08:56", "Canon EOS M50"),
        ("canon-350d.dng", "2005:08:03 18:59:18", "Canon EOS 350D DIGITAL"),
        ("nikon-d70.nef", "2004:06:09 16:02:35", "NIKON D70"),
        ("fuji.raf", "2007:05:22 13:58:30", "FinePix S5Pro"),
        ("panasonic-lx3.rw2", "2008:08:06 15:21:56", "DMC-LX3"),
        ("minolta.mrw", "2004:11:18 23:14:58", "DiMAGE A2"),
        ("sigma-dp2.x3f", "2009:11:28 13:05:20", "SIGMA DP2"),
        ("leaf-credo.iiq", "2013:06:19 15:44:21", "Credo 40"),
    ],
)
def test_a_camera_is_believed_in_every_container(name: str, taken: str, model: str) -> None:
    metadata = read(name)
    assert metadata.exif["DateTimeOriginal"] == taken
    assert metadata.model == model
    assert metadata.make == metadata.make.strip() != ""


@pytest.mark.parametrize("name", ["progressive.jpg", "bare-exif.webp", "grey-xmp.psd"])
def test_a_date_of_editing_is_not_taken_for_another(name: str) -> None:
    assert set(read(name).exif) == {"DateTime"}


@pytest.mark.parametrize("magic", [b"IIRO", b"IIRS", b"II*\0"])
def test_olympus_number_for_a_tiff_is_known(magic: bytes) -> None:
    assert read_metadata(tiff(magic)).exif == {"DateTime": "2019:07:04 10:11:12"}


def test_the_day_that_gps_tells_is_read() -> None:
    directory = struct.pack("<IHHHIII", 8, 1, 0x8825, 4, 1, 26, 0)
    day = struct.pack("<HHHIII", 1, 0x1D, 2, 11, 44, 0) + b"2019:07:04\0"
    assert read_metadata(b"II*\0" + directory + day).exif == {"GPSDateStamp": "2019:07:04"}


def test_text_is_given_as_it_is_written() -> None:
    assert read_metadata(tiff(b"II*\0", date=b"0000:00:00 00:00:00\0")).exif == {"DateTime": "0000:00:00 00:00:00"}
    assert read_metadata(tiff(b"II*\0", date=b"4. M\xe4rz 2019\0")).exif == {"DateTime": "4. März 2019"}


@pytest.mark.parametrize(("written", "orientation"), [(0, 1), (1, 1), (6, 6), (8, 8), (9, 1), (65535, 1)])
def test_orientation_is_one_of_eight(written: int, orientation: int) -> None:
    picture = b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x0112, 3, 1, written)
    assert read_metadata(picture).orientation == orientation


def test_xmp_and_iptc_come_with_the_picture() -> None:
    metadata = read("fuji-iptc-xmp-gps.jpg")
    assert b"<photoshop:DateCreated>2002-06-20</photoshop:DateCreated>" in metadata.xmp
    assert metadata.iptc.startswith(b"\x1c\x02")


@pytest.mark.parametrize("name", ["plain.png", "plain.gif", "plain.svg", "plain.bmp", "cmyk.jpg", "plain.heif"])
def test_a_silent_picture_says_nothing(name: str) -> None:
    assert read(name) == Metadata()


@pytest.mark.parametrize("name", sorted(path.name for path in PICTURES.iterdir()))
def test_a_file_says_the_same_as_its_bytes(name: str) -> None:
    with (PICTURES / name).open("rb") as file:
        assert read_metadata(file) == read(name)


def test_half_a_picture_still_tells_its_date() -> None:
    assert (
        read_metadata((PICTURES / "canon-40d.jpg").read_bytes()[:4000]).exif["DateTimeOriginal"]
        == "2008:05:30 15:56:01"
    )


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    for end in range(0, 6000, 50):
        read_metadata((PICTURES / "canon-40d.jpg").read_bytes()[:end])
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_a_share_that_fails_is_not_taken_for_a_silent_picture() -> None:
    class Gone(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 300:  # by then exifread reads
                raise OSError("the share is gone")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        read_metadata(Gone((PICTURES / "canon-350d.cr2").read_bytes()))


@pytest.mark.parametrize("type_", [1, 2, 3, 5, 12])
@pytest.mark.parametrize("tag", [0x8825, 0xA005, 0x829A])
def test_a_directory_without_end_is_soon_given_up(tag: int, type_: int) -> None:
    entries = struct.pack("<HHII", tag, type_, 999, 8) * 65535
    began = time.process_time()
    read_metadata(b"II*\0" + struct.pack("<IH", 8, 65535) + entries)
    assert time.process_time() - began < 1


@settings(deadline=None)
@given(st.data())
def test_no_damage_makes_it_fail(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["canon-40d.jpg", "outdoor.heic", "canon-350d.cr2", "bare-exif.webp", "fuji.raf"]))
    picture = bytearray((PICTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        picture[data.draw(st.integers(0, min(len(picture), 3000) - 1))] = data.draw(st.integers(0, 255))
    read_metadata(bytes(picture))


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_no_file_of_the_corpus_makes_it_fail_or_wait() -> None:
    for path in filter(Path.is_file, CORPUS.rglob("*")):
        began = time.process_time()
        with path.open("rb") as file:
            read_metadata(file)
        assert time.process_time() - began < 1, path
