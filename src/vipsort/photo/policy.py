"""What the user wants, as decisions need it: every field is settled, nothing is text any more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from vipsort.photo.formats import Format
from vipsort.photo.resize import Resize
from vipsort.photo.template import Template


class Others(StrEnum):
    """What becomes of files that are no pictures."""

    SKIP = "skip"
    COPY = "copy"


class Companions(StrEnum):
    """What becomes of what goes with a picture: its sidecars, its live video, its RAW."""

    KEEP = "keep"
    SKIP = "skip"


class Duplicates(StrEnum):
    """What becomes of the same bytes again."""

    SKIP = "skip"
    KEEP = "keep"
    FOLDER = "folder"


class Metadata(StrEnum):
    """What a picture keeps of what is said about it."""

    ALL = "all"
    PRIVATE = "private"
    NONE = "none"


class Check(StrEnum):
    """How far a picture is looked into before it is called sound."""

    FULL = "full"
    HEADER = "header"


class Shrink(StrEnum):
    """When a size limit makes a picture smaller: after its quality is used up, or before."""

    LAST = "last"
    FIRST = "first"


class Effort(StrEnum):
    """How much time is spent on a file to be smaller."""

    FAST = "fast"
    BALANCED = "balanced"
    SMALL = "small"


class Auto(StrEnum):
    """A quality by what is seen rather than by a number: how good a picture is to look."""

    LOW = "low"
    GOOD = "good"
    BEST = "best"

    @property
    def score(self) -> int:
        """The SSIMULACRA 2 score to reach: 90 is taken for lossless, 70 for high, 50 for middling."""
        return {Auto.LOW: 65, Auto.GOOD: 75, Auto.BEST: 85}[self]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files are looked at. Globs are matched against the path below SRC and against the bare name."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    min_size: int = 0  # bytes
    others: Others = Others.SKIP
    companions: Companions = Companions.KEEP

    @property
    def chooses(self) -> bool:
        """Whether names or sizes decide anything."""
        return bool(self.include or self.exclude or self.min_size)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where things go and what they are called."""

    layout: Template = field(default_factory=lambda: Template.parse("{year}"))
    name: Template = field(default_factory=lambda: Template.parse("{stem}"))
    no_date_folder: str = "NoDate"
    corrupted_folder: str = "Corrupted"
    duplicates_folder: str = "Duplicates"
    duplicates: Duplicates = Duplicates.SKIP
    flatten: bool = False


@dataclass(frozen=True, slots=True)
class Dating:
    """How pictures are dated. `tz` is None for the system's own zone."""

    date_map: Mapping[str, str] = field(default_factory=dict)
    date_regex: re.Pattern[str] | None = None
    use_mtime: bool = False
    tz: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What happens to pixels and metadata. Sizes are bytes; quality is the encoder's Q, 1 to 100, or by the eye.

    `quality_over` holds (size, quality) rungs: a file above the size gets that quality instead.
    """

    resize: Resize | None = None
    format: Format | None = None  # None keeps each picture's own
    quality: int | Auto | None = None
    quality_over: tuple[tuple[int, int], ...] = ()
    max_size: int | None = None
    compress_over: int | None = None
    shrink: Shrink = Shrink.LAST
    effort: Effort = Effort.BALANCED
    metadata: Metadata = Metadata.ALL
    check: Check = Check.FULL
    max_pixels: int = 2_000_000_000

    @property
    def makes_anew(self) -> bool:
        """Whether some pictures may be placed as other bytes than their own."""
        asked = (self.resize, self.format, self.quality, self.quality_over, self.max_size)
        return any(asked) or self.metadata is not Metadata.ALL


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that decisions depend on besides the pictures themselves."""

    selection: Selection = field(default_factory=Selection)
    arrangement: Arrangement = field(default_factory=Arrangement)
    dating: Dating = field(default_factory=Dating)
    treatment: Treatment = field(default_factory=Treatment)
