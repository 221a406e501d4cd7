"""Which moments no photograph can come from: before photography, the future, and clocks nobody ever set."""

from datetime import date, datetime, time, timedelta

from vipsort.photo.moment import Moment, Precision

NEVER_SET = "the clock was never set"

FIRST_YEAR = 1826  # Niépce's view from the window at Le Gras, the oldest photograph that survives

# a device starts to count here when its battery was empty: hours later it is still the same day
_FIRST_DAYS = frozenset({date(1904, 1, 1), date(1970, 1, 1), date(1980, 1, 1)})

# firmware defaults, written as they stand; 2002-12-08 at any other time is an ordinary Sunday
_FIRST_MOMENTS = frozenset(
    {
        datetime.combine(date(2002, 12, 8), time(12, 0, 0)),
        datetime.combine(date(2036, 1, 1), time(23, 59, 59)),
    }
)


def why_not(moment: Moment, now: datetime) -> str:
    """Why this cannot be when a picture was taken, in words for people; empty when it can."""
    if never_set(moment):
        return NEVER_SET
    if moment.when.year < FIRST_YEAR:
        return f"before {FIRST_YEAR}"
    if moment.when.date() > now.date() + timedelta(days=1):  # cameras cross the date line; nobody crosses two
        return "later than tomorrow"
    return ""


def never_set(moment: Moment) -> bool:
    """Whether this is what the clock of a device says that nobody set; a month or a year alone never is."""
    if moment.precision >= Precision.DAY and moment.when.date() in _FIRST_DAYS:
        return True
    return moment.precision is Precision.SECOND and moment.when.replace(microsecond=0) in _FIRST_MOMENTS
