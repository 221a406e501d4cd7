"""A date as machines write it: EXIF, XMP, IPTC, ISO 8601, and what careless firmware makes of them."""

import re

from vipsort.photo.dates.wallclock import DateError, from_parts
from vipsort.photo.moment import Moment

_LONGEST = 64  # characters; whatever follows is not the date

_YEAR = "([0-9]{4})"
_NUMBER = " ?([0-9]{1,2}+)"  # "2019: 7: 4" was seen from old scanners

# possessive (?+), so that "2019:07:045" is refused instead of losing its day
_SEPARATED = re.compile(
    rf"{_YEAR}(?:[-:/.]{_NUMBER}(?:[-:/.]{_NUMBER}(?:[T ]{_NUMBER}:{_NUMBER}(?:[:.]{_NUMBER})?+)?+)?+)?+(?![0-9])"
)
_FUSED = re.compile(
    "([0-9]{4})([0-9]{2})([0-9]{2})(?:[T ]?([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?+)?+(?![0-9])"  # IPTC, ISO basic
)


def read_stamp(text: str) -> Moment:
    """The wall clock that is written there, at the precision that is written there.

    An offset, a fraction of a second and what else follows are dropped: the photographer's own clock counts.
    """
    start = text.strip("\0 \t\r\n")[:_LONGEST]
    if not start.strip(" :-/.\0"):
        raise DateError("empty")  # EXIF 2.32, DateTimeOriginal: blanks between the colons mean unknown
    match = _SEPARATED.match(start) or _FUSED.match(start)
    if match is None:
        raise DateError("not readable")
    return from_parts(match.groups())
