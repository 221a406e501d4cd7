"""What a video says: Apple's creation date on the wall clock, then QuickTime's in UTC."""

from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.dates.wallclock import from_utc
from vipsort.photo.moment import Moment


def from_movie(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """Keys:CreationDate as it is written, then QuickTime:CreateDate on the wall clock of ``rules.tz``."""
    if "Keys:CreationDate" in evidence.movie:
        text = evidence.movie["Keys:CreationDate"]
        yield claim("movie:CreationDate", text, partial(read_stamp, text), rules)
    if "QuickTime:CreateDate" in evidence.movie:
        text = evidence.movie["QuickTime:CreateDate"]
        yield claim("movie:CreateDate", text, partial(_read_utc, text, rules), rules)


def _read_utc(text: str, rules: Rules) -> Moment:
    return from_utc(read_stamp(text), rules.tz)
