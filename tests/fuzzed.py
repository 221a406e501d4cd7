"""The parsers that are our own, each as a function of some bytes: what they may raise, and how much they may read."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from conftest import PICTURES
from make import engine
from vipsort.photo.dates.dating import candidates
from vipsort.photo.dates.evidence import Evidence, Rules
from vipsort.photo.dates.plausible import FIRST_YEAR
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.dates.wallclock import DateError
from vipsort.photo.errors import Undecodable
from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.moment import Moment
from vipsort.photo.private_xmp import without_private
from vipsort.photo.resize import Size
from vipsort.photo.work import Redescribe
from vipsort.pixels.box_metadata import metadata_boxes
from vipsort.pixels.boxes import content
from vipsort.pixels.describe import says_no_more
from vipsort.pixels.ends import reach_end
from vipsort.pixels.jpeg_quality import jpeg_quality
from vipsort.pixels.loading import open_image
from vipsort.pixels.metadata import read_metadata
from vipsort.pixels.movie import movie_dates
from vipsort.pixels.packets import find_packets
from vipsort.pixels.redescribe import redescribe
from vipsort.pixels.sniff import HEAD, sniff

assert engine

Target = Callable[[bytes], None]

MOST_READS = 140_000
"""Reads of one file by one parser: two blocks of EXIF have fuel for 62,500 each; all others take less."""

RULES = Rules(now=Moment(read_stamp("2026-11-20").when).when, tz=ZoneInfo("Asia/Tokyo"))


class TooMuch(AssertionError):
    """A parser reads on and on."""


class Counted(BytesIO):
    """Bytes that count how often, and how many of them, are read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._reads = self._bytes = 0
        self._most = 64 * len(data) + (16 << 20)

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file; raises TooMuch."""
        part = super().read(size)
        self._reads += 1
        self._bytes += len(part)
        if self._reads > MOST_READS + len(self.getbuffer()) // 2 or self._bytes > self._most:
            raise TooMuch(f"{self._reads} reads, {self._bytes} bytes")
        return part


def _packets(data: bytes) -> None:
    assert len(find_packets(Counted(data))) <= 16


def _metadata(data: bytes) -> None:
    read = read_metadata(Counted(data))
    assert 1 <= read.orientation <= 8


def _boxes(data: bytes) -> None:
    file = Counted(data)
    for number, box in enumerate(metadata_boxes(file)):
        content(file, box, 64)
        assert number < 20_000


def _movie(data: bytes) -> None:
    for date in movie_dates(Counted(data)).values():
        _stamp(date.encode())


def _redescribe(data: bytes) -> None:
    for metadata in ("none", "private"):
        with suppress(Undecodable):
            made = redescribe(data, Format.JPEG, Header(Size(64, 48)), Redescribe(metadata, check=False))
            if made:
                assert made.data.startswith(b"\xff\xd8")
                redescribe(made.data, Format.JPEG, Header(Size(64, 48)), Redescribe(metadata, check=False))


def _ends(data: bytes) -> None:
    for format_ in (Format.GIF, Format.PNG, Format.JPEG):
        for each in (data, Counted(data)):
            with suppress(Undecodable):
                reach_end(each, format_)


def _jpeg_quality(data: bytes) -> None:
    assert jpeg_quality(data) in {None, *range(1, 101)}


def _sniff(data: bytes) -> None:
    for name in ("a.jpg", "a.tga", "a.nef", "a.svg", "a.ico", "a", "a.pcx", "a.ppm"):
        sniff(data[:HEAD], name)


def _describe(data: bytes) -> None:
    format_ = sniff(data[:HEAD], "a")
    if format_ is None or FACTS[format_].opener is not Opener.VIPS:
        return
    with suppress(Undecodable):
        image = open_image(data, format_)
        says_no_more(image, "private")
        says_no_more(image, "none")


def _private(data: bytes) -> None:
    clean = without_private(data)
    assert without_private(clean) == clean


def _stamp(data: bytes) -> None:
    with suppress(DateError):
        read_stamp(data.decode("latin-1"))


def _dates(data: bytes) -> None:
    text = data[:300].decode("latin-1")
    tags = dict.fromkeys(("DateTimeOriginal", "DateTimeDigitized", "DateTime", "GPSDateStamp"), text)
    evidence = Evidence(f"{text}/{text}.jpg", 0, tags, xmp=data, iptc=data, xmp_sidecar=data, takeout=data)
    for found in candidates(evidence, RULES):
        assert found.moment or found.fault
        if found.moment and not found.fault:
            assert FIRST_YEAR <= found.moment.when.year <= RULES.now.year + 1


TARGETS: Mapping[str, Target] = {
    "packets": _packets,
    "boxes": _boxes,
    "metadata": _metadata,
    "movie": _movie,
    "redescribe": _redescribe,
    "ends": _ends,
    "jpeg_quality": _jpeg_quality,
    "sniff": _sniff,
    "describe": _describe,
    "private": _private,
    "stamp": _stamp,
    "dates": _dates,
}
"""What is fuzzed, by the name of the file that it is in; whatever they raise is a find."""

_TEXTS = {"private", "stamp", "dates"}


def seeds(target: str) -> Iterator[bytes]:
    """What a target is begun with: real pictures, or the words that are in them."""
    for path in sorted(PICTURES.iterdir()):
        data = path.read_bytes()
        if target not in _TEXTS:
            yield data
            continue
        read = read_metadata(data)
        yield from filter(
            None, (read.xmp, read.iptc, *(text.encode("latin-1", "replace") for text in read.exif.values()))
        )
    if target in _TEXTS:
        yield b'{"photoTakenTime": {"timestamp": "1562235072"}}'
        yield b"IMG_20190704_101112.jpg"
        yield b"2019-07-04T10:11:12.345+02:00"


def seed_paths(folder: Path, target: str) -> Path:
    """The seeds of a target as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (folder / f"{number:03}").write_bytes(seed)
    return folder
