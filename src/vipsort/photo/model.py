"""The nouns of a picture's way: Source, Photo, Plan, Outcome; each holds all that is known at its stage."""

from dataclasses import dataclass
from enum import StrEnum

from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.making import UNMADE, Bound, Making
from vipsort.photo.moment import Moment
from vipsort.photo.tie import UNTIED, Tie
from vipsort.photo.work import Work


class Verdict(StrEnum):
    """What became of a file: exactly one of these."""

    PLACED = "placed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """A file found. `name` is its path below SRC with ``/``; bytes that are no UTF-8 are lone surrogates.

    `barred` says why it is not to be opened: a link, a pipe; empty for a regular file. `lost` is true where it could
    not even be looked at, which is a failure and no choice.
    `sidecars` are the names of the files beside it that describe it. `tie` says which of them it belongs with.
    """

    name: str
    size: int  # bytes
    mtime_ns: int
    barred: str = ""
    lost: bool = False
    sidecars: tuple[str, ...] = ()
    tie: Tie = UNTIED

    @property
    def folder(self) -> str:
        """The folder below SRC, empty at its top."""
        return self.name.rpartition("/")[0]

    @property
    def filename(self) -> str:
        """The name without its folder."""
        return self.name.rpartition("/")[2]

    def beside(self, filename: str) -> str:
        """The path below SRC of a file in the same folder."""
        return f"{self.folder}/{filename}" if self.folder else filename


@dataclass(frozen=True, slots=True)
class Photo:
    """What a file is.

    `format` is None for what is no picture. `header` is None where nobody here can decode the format.
    `flaw` says why a picture cannot be one: empty, a picture by name only, a header that makes no sense.
    `rejected` is what spoke of a date and was not taken; only of a picture that has none.
    """

    source: Source
    digest: str  # BLAKE3 of its bytes, hexadecimal
    format: Format | None
    header: Header | None = None
    flaw: str = ""
    date: Candidate | None = None
    make: str = ""
    model: str = ""
    is_motion: bool = False  # it holds a video
    rejected: tuple[Candidate, ...] = ()

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
    making: Making = UNMADE
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
    making: Making = UNMADE
    digest: str = ""  # BLAKE3 of the source
    placed_digest: str = ""  # BLAKE3 of what lies at the target
    stays: str = ""  # why its original did not leave SRC although it was to
    unchecked: bool = False  # its pixels were to be looked at, and there was no memory for that
    companion_of: str = ""  # the source that it went with
    leads: bool = False  # others go with it: what they share of its name is given to nobody else
    seconds: float = 0.0  # that threads worked on it
    rejected: tuple[Candidate, ...] = ()  # what spoke of a date, of a picture that has none
    numbered: bool = False  # the name that it wanted was somebody else's
    unwritten: bool = False  # the journal needs no line of it: the next run finds it out again without opening the file

    @property
    def is_trouble(self) -> bool:
        """Whether something is not as it should be: with the picture, or with its original."""
        return self.verdict in {Verdict.QUARANTINED, Verdict.FAILED} or bool(self.stays)

    @property
    def wants_a_look(self) -> bool:
        """Whether somebody should know of it who asks for nothing else."""
        return self.is_trouble or self.unchecked
