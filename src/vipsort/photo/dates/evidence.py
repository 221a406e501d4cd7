"""What is known before a picture is dated, the user's rules, and what a source makes of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from vipsort.photo.moment import Moment


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks of one picture's date; what is empty was not there.

    ``name`` is relative to SRC and separated by ``/``. ``exif`` holds raw strings by tag name: ``DateTimeOriginal``,
    ``DateTimeDigitized``, ``DateTime`` (also called ModifyDate), ``GPSDateStamp``. ``iptc`` is the blob that libvips
    calls ``iptc-data``. ``movie`` holds ISO 8601: ``Keys:CreationDate`` with its offset, ``QuickTime:CreateDate`` in
    UTC.
    """

    name: str
    mtime_ns: int
    exif: Mapping[str, str] = field(default_factory=dict)
    xmp: bytes = b""
    iptc: bytes = b""
    xmp_sidecar: bytes = b""
    takeout: bytes = b""
    movie: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """The moment of the run (naive, in ``tz``), the zone of clocks that tell UTC, and the user's own word.

    ``date_map`` gives a date in ISO 8601, of any length, to a path relative to SRC or to a bare file name.
    ``date_regex`` is searched in the relative path and has groups year, month, day[, hour, minute, second].
    """

    now: datetime
    tz: tzinfo
    date_map: Mapping[str, str] = field(default_factory=dict)
    date_regex: re.Pattern[str] | None = None
    use_mtime: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one source says: the words it was read from, the moment they mean, and why that is not believed.

    ``fault`` is empty for a plausible moment; ``moment`` is None where the words could not be read at all.
    """

    source: str
    text: str
    moment: Moment | None
    fault: str
