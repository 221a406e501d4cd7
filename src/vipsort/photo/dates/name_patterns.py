"""How cameras, phones, messengers and people write a date into a file name: a table, the surest first."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from vipsort.photo.dates.evidence import Rules
from vipsort.photo.dates.name_readings import (
    as_written,
    as_written_or_utc,
    day_and_month,
    since_epoch,
    with_short_year,
)
from vipsort.photo.moment import Moment

_FUSED, _SEPARATED, _EPOCH = 1990, 1900, 2000  # the first years believed: eight digits in a row are often no date


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a date, what its match means, and the first year that is believed of it."""

    regex: re.Pattern[str]
    read: Callable[[re.Match[str], Rules], Moment]
    first_year: int


def _alone(pattern: str) -> re.Pattern[str]:
    """Touched by no digit on either side, whatever the script."""
    return re.compile(rf"(?<!\d){pattern}(?!\d)", re.IGNORECASE)


_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{2})", "(?P<day>[0-9]{2})"
_HOUR, _MINUTE, _SECOND = "(?P<hour>[0-9]{2})", "(?P<minute>[0-9]{2})", "(?P<second>[0-9]{2})"
_FRACTION = "[0-9]{0,4}"

_YYYYMMDD = f"{_YEAR}{_MONTH}{_DAY}"
_HHMMSS = f"{_HOUR}{_MINUTE}{_SECOND}{_FRACTION}"
_YYYY_MM_DD = f"{_YEAR}(?P<between>[-._ ]){_MONTH}(?P=between){_DAY}"
_ONE_OR_TWO = r"[0-9]{2}|[0-9](?=\.)"  # 4.7.2019 is written by people, 4-7-2019 by counters, too
_DD_MM_YYYY = rf"(?P<first>{_ONE_OR_TWO})(?P<between>[-._])(?P<other>{_ONE_OR_TWO})(?P=between){_YEAR}"
_HH_MM_SS = f"{_HOUR}(?P<tick>[-._:]){_MINUTE}(?P=tick){_SECOND}"
_H_MM_SS = rf"(?P<hour>[0-9]{{1,2}})(?P<tick>[-._:]){_MINUTE}(?P=tick){_SECOND}"
_PM = r"(?!\d)(?: ?(?P<half>[ap])\.?m(?![^\W_]))?"
_AT = "at|t|um|om|alle|ore|a las|à|às|a\N{COMBINING GRAVE ACCENT}s?|o|kl[.]?|в"  # as macOS and WhatsApp are translated
_THEN = rf"(?:[-_., ]{{1,3}}|[-_., ]{{0,2}}(?:{_AT})[-_., ]{{0,2}})"

PATTERNS = (
    Pattern(_alone(_YYYYMMDD + _HHMMSS), as_written, _FUSED),
    Pattern(_alone(f"{_YYYYMMDD}[-_ T]{_HHMMSS}"), as_written_or_utc, _FUSED),
    Pattern(_alone(f"{_YYYYMMDD}[-_ T]{_HH_MM_SS}"), as_written, _FUSED),
    Pattern(_alone(f"{_YYYY_MM_DD}[-_ T]{_HHMMSS}"), as_written, _SEPARATED),
    Pattern(_alone(f"{_YYYY_MM_DD}{_THEN}{_H_MM_SS}{_PM}"), as_written, _SEPARATED),
    Pattern(_alone(f"(?P<year>[0-9]{{2}})-{_MONTH}-{_DAY}[-_ T]{_HH_MM_SS}"), with_short_year, _FUSED),
    Pattern(_alone(rf"{_YYYYMMDD}(?![^\W_])"), as_written, _FUSED),
    Pattern(_alone(_YYYY_MM_DD), as_written, _SEPARATED),
    Pattern(_alone(f"{_DD_MM_YYYY}{_THEN}{_H_MM_SS}{_PM}"), day_and_month, _SEPARATED),
    Pattern(_alone(_DD_MM_YYYY), day_and_month, _SEPARATED),
    Pattern(_alone(r"(?<!\+)(?P<milliseconds>[0-9]{13})"), since_epoch, _EPOCH),  # after a plus: a telephone number
)
