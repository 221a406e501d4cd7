"""What the digits found in a file name mean: how the match of a pattern becomes a moment."""

import re

from vipsort.photo.dates.evidence import Rules
from vipsort.photo.dates.wallclock import DateError, from_epoch, from_parts, from_utc
from vipsort.photo.moment import Moment

_LAST_CENTURY = 90  # two digits: 94 is 1994, 22 is 2022
_MONTHS = 12
_NOON = 12


def as_written(match: re.Match[str], _: Rules) -> Moment:
    """Year, month, day, and the clock if the pattern has one."""
    return from_parts([*match.group("year", "month", "day"), *_clock(match)])


def as_written_or_utc(match: re.Match[str], rules: Rules) -> Moment:
    """Two apps write UTC: ``PXL_20210512_235959123`` (Pixel), ``20230427_145116000_iOS`` (OneDrive)."""
    moment = as_written(match, rules)
    utc = match.string[: match.start()].endswith("PXL_") or match.string.startswith("_iOS", match.end())
    return from_utc(moment, rules.tz) if utc else moment


def with_short_year(match: re.Match[str], _: Rules) -> Moment:
    """A year of two digits."""
    century = "19" if int(match["year"]) >= _LAST_CENTURY else "20"
    return from_parts([century + match["year"], *match.group("month", "day"), *_clock(match)])


def day_and_month(match: re.Match[str], _: Rules) -> Moment:
    """Day first in Europe, month first in America: where both could be meant, the year alone is certain."""
    year, first, other = match.group("year", "first", "other")
    month, day = (first, other) if int(other) > _MONTHS else (other, first)
    moment = from_parts([year, month, day, *_clock(match)])
    ambiguous = int(first) != int(other) and max(int(first), int(other)) <= _MONTHS
    return from_parts([year]) if ambiguous else moment


def since_epoch(match: re.Match[str], rules: Rules) -> Moment:
    """Milliseconds of UTC since 1970, which cannot lie ahead: the name was given when the file was made."""
    moment = from_epoch(int(match["milliseconds"]) // 1000, rules.tz)
    if moment.when > rules.now:
        raise DateError("later than now")
    return moment


def _clock(match: re.Match[str]) -> tuple[str, ...]:
    groups = match.groupdict()
    if "hour" not in groups:
        return ()
    hour = int(groups["hour"])
    half = (groups.get("half") or "").lower()
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return (str(hour), groups["minute"], groups["second"])
