"""The photographer's wall clock: from numbers as they were written, and from clocks that tell UTC."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import takewhile

from vipsort.photo.dates.plausible import NEVER_SET, never_set
from vipsort.photo.moment import Moment, Precision

_LOWEST = (1, 1, 1, 0, 0, 0)
_EPOCH = datetime.combine(date(1970, 1, 1), time())


class DateError(ValueError):
    """What a source says is no date; the message is the reason, in words for people."""


def from_parts(parts: Iterable[str | None]) -> Moment:
    """The moment of year[, month[, day[, hour[, minute[, second]]]]], as texts; the first absent one ends it."""
    numbers = [_number(part) for part in takewhile(bool, parts)]
    if not numbers:
        raise DateError("no year in it")
    year, month, day, hour, minute, second = (*numbers, *_LOWEST[len(numbers) :])
    try:
        written = date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise DateError("no such day") from error
    try:
        clock = time(hour, minute, second)
    except (ValueError, OverflowError) as error:
        raise DateError("no such time of day") from error
    return Moment(datetime.combine(written, clock), Precision(min(len(numbers), Precision.SECOND)))


def from_utc(utc: Moment, tz: tzinfo) -> Moment:
    """The wall clock in ``tz`` while UTC shows ``utc``; a whole day or more stays as it is."""
    if utc.precision < Precision.SECOND:
        return utc
    if never_set(utc):  # asked here, too: west of Greenwich 1970 begins on the last day of 1969
        raise DateError(NEVER_SET)
    try:
        local = utc.when.replace(tzinfo=UTC).astimezone(tz)
    except (ValueError, OverflowError) as error:
        raise DateError("no such day") from error
    return Moment(local.replace(tzinfo=None, fold=0, microsecond=0))


def from_epoch(seconds: int, tz: tzinfo) -> Moment:
    """The wall clock in ``tz`` so many seconds after 1970 began in UTC."""
    try:
        utc = _EPOCH + timedelta(seconds=seconds)
    except OverflowError as error:
        raise DateError("no such day") from error
    return from_utc(Moment(utc), tz)


def _number(part: str | None) -> int:
    try:
        return int(part or "")
    except ValueError as error:
        raise DateError("not a number") from error
