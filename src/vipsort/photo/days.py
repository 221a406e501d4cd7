"""The day that a picture was taken, as far as others of its name or its burst need it: a number that an index holds."""

from datetime import datetime

from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.moment import Moment, Precision

GUESSED = frozenset({"folder", "mtime"})
"""What tells a date that the word of what was taken together is better than."""

_TO_THE_DAY = len("2019-07-04")
_ITS_OWN = ("exif:", "xmp:", "iptc:")


def day_of(date: str, source: str) -> int:
    """The day of a date in ISO 8601, as a number; negative where the file itself does not say so, 0 where none does."""
    if len(date) < _TO_THE_DAY:
        return 0
    day = datetime.fromisoformat(date[:_TO_THE_DAY]).toordinal()
    return day if source.startswith(_ITS_OWN) and source != "exif:ModifyDate" else -day


def are_strangers(day: int, other: int) -> bool:
    """Whether two pictures of one name, by their days, were not taken together: a camera's counter began anew."""
    return day > 0 and other > 0 and abs(day - other) > 1


def date_of_burst(date: Candidate | None, day: int) -> Candidate | None:
    """The date of a picture of a burst that has `date` itself, where the lead's day is `day`.

    What it has from there is the day alone, as a later run knows it, too.
    """
    if day == 0 or (date and (day < 0 or date.source not in GUESSED)):
        return date
    moment = Moment(datetime.fromordinal(abs(day)), Precision.DAY)
    return Candidate("burst", str(moment), moment, "")
