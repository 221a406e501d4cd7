"""The nouns of a picture's way: Source, Photo, Plan, Outcome; each holds all that is known at its stage."""

from dataclasses import dataclass
from enum import StrEnum

from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.formats import Format
from vipsort.photo.moment import Moment
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size


class Verdict(StrEnum):
    """What became of a file: exactly one of these."""

    PLACED = "placed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Bound(StrEnum):
    """What decided the bytes that were placed."""

    FITS = "fits"  # the original is within the limit
    CEILING = "ceiling"  # the highest quality that was allowed
    SIZE = "size"  # the highest quality that fits the size
    PERCEPTUAL = "perceptual"  # the lowest quality that looks as good as was asked
    SHRUNK = "shrunk"  # its dimensions had to give
    KEPT_ORIGINAL = "kept-original"  # the original was the smaller one
    UNREACHABLE = "unreachable"  # nothing fits


@dataclass(frozen=True, slots=True)
class Step:
    """One encode on the way: quality and scale that were tried, and the bytes of it.

    `share` is the part of the picture that was encoded: 1 for a whole one, less for a probe.
    """

    quality: int | None
    scale: float
    size: int
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Making:
    """How new bytes came about. `predicted` is what probes foretold of their size, before the encode that was kept."""

    quality: int | None = None
    scale: float = 1.0
    bound: Bound | None = None
    predicted: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def encodes(self) -> int:
        """Encodes of the whole picture."""
        return sum(step.share == 1 for step in self.steps)


@dataclass(frozen=True, slots=True)
class Source:
    """A file found. `name` is its path below SRC with ``/``; bytes that are no UTF-8 are lone surrogates.

    `barred` says why it is not to be opened: a link, a pipe; empty for a regular file. `lost` is true where it could
    not even be looked at, which is a failure and no choice.
    `sidecars` are the names of the files beside it that describe it.
    """

    name: str
    size: int  # bytes
    mtime_ns: int
    barred: str = ""
    lost: bool = False
    sidecars: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder below SRC, empty at its top."""
        return self.name.rpartition("/")[0]

    @property
    def filename(self) -> str:
        """The name without its folder."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture's header says, before a pixel is decoded. `size` is as stored, not as seen upright."""

    size: Size
    bands: int = 3
    band_bytes: int = 1
    pages: int = 1
    orientation: int = 1
    progressive: bool = False  # interlaced PNG, progressive JPEG: decoded as a whole frame
    quality: int | None = None  # of a JPEG: the highest of ours that is no finer than its own tables

    @property
    def upright(self) -> Size:
        """The size of one page as a person sees it."""
        return Size(self.size.height, self.size.width) if self.orientation > 4 else self.size  # noqa: PLR2004 - 5-8 lie


@dataclass(frozen=True, slots=True)
class Photo:
    """What a file is.

    `format` is None for what is no picture. `header` is None where nobody here can decode the format.
    `flaw` says why a picture cannot be one: empty, a picture by name only, a header that makes no sense.
    """

    source: Source
    digest: str  # BLAKE3 of its bytes, hexadecimal
    format: Format | None
    header: Header | None = None
    flaw: str = ""
    date: Candidate | None = None
    make: str = ""
    model: str = ""

    @property
    def moment(self) -> Moment | None:
        """When it was taken, where that is known."""
        return self.date.moment if self.date else None


@dataclass(frozen=True, slots=True)
class Twin:
    """The file that had the same bytes first, where they lie in DST, and whether it is the very file, touched since."""

    source: str
    target: str = ""
    is_itself: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """How new bytes are made of a picture's pixels.

    `size` is upright, of one page. `photograph_as` is what a photograph becomes where `format` only stands in for one
    that cannot be written. `quality` is the encoder's, the highest to be tried where there is a limit. `score` is what
    SSIMULACRA 2 is to say of it. `own_quality` is that of an original in the same format and size: none above it is of
    any use. `max_size` is bytes. `shrink_first` prefers fewer pixels to lower quality. `not_above` is bytes of an
    original in the same format, which no result is to exceed. `worth_below` is bytes: a result that is no smaller is
    not worth having, and the original goes. `only_metadata` where nothing else was asked.
    """

    format: Format
    size: Size
    photograph_as: Format | None = None
    crop: str = ""
    quality: int | None = None
    score: int | None = None
    own_quality: int | None = None
    max_size: int | None = None
    shrink_first: bool = False
    effort: Effort = Effort.BALANCED
    metadata: str = "all"
    not_above: int | None = None
    worth_below: int | None = None
    only_metadata: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes go as they are. `check` asks for every pixel to be decoded first."""

    check: bool


@dataclass(frozen=True, slots=True)
class Redescribe:
    """The pixels go as they are; of the metadata only what is wanted. `check` as for a Copy."""

    metadata: str
    check: bool


Work = Copy | Redescribe | Recipe


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with a picture, and its verdict when that is done.

    `aside` is the folder of what is set aside; empty where the layout decides. `bound` says why bytes stay as they are
    where something was asked of them.
    """

    verdict: Verdict
    work: Work
    reason: str = ""
    aside: str = ""
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """New bytes of a picture, how they came about, and their BLAKE3; what is only foretold has no data."""

    data: bytes
    format: Format
    making: Making = Making()
    note: str = ""
    digest: str = ""

    @property
    def size(self) -> int:
        """Bytes: of the data, or as foretold."""
        return len(self.data) or self.making.predicted or 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `target` is relative to DST. Sizes are bytes; what does not apply is None or empty."""

    source: Source
    verdict: Verdict
    reason: str = ""
    target: str = ""
    date: Moment | None = None
    date_source: str = ""
    bytes_out: int = 0
    making: Making = Making()
    digest: str = ""  # BLAKE3 of the source
    placed_digest: str = ""  # BLAKE3 of what lies at the target
    unwritten: bool = False  # the journal needs no line of it: the next run finds it out again without opening the file
