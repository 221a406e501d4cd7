"""How the words of the options are read: one small function for each kind of value, all raising UsageError."""

import csv
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vipsort.photo.errors import UsageError
from vipsort.photo.formats import Format
from vipsort.photo.policy import Auto
from vipsort.photo.units import parse_size

WRITABLE = {
    "keep": None,
    **{name: Format(name) for name in ("jpeg", "webp", "avif", "png", "tiff")},
    "jpg": Format.JPEG,
    "tif": Format.TIFF,
}
"""What --format understands."""


def text(said: object) -> str:
    """A text, or a number as it may stand in a file."""
    if isinstance(said, bool) or not isinstance(said, str | int | float) or said == "":
        raise UsageError("a text is wanted")
    return str(said)


def texts(said: object) -> tuple[str, ...]:
    """Texts: a list in a file or on the command line, parted by commas in the environment."""
    if isinstance(said, str):
        said = [part.strip() for part in said.split(",")]
    if not isinstance(said, list | tuple) or not all(isinstance(part, str) and part for part in said):
        raise UsageError("a list of texts is wanted")
    return tuple(said)


def flag(said: object) -> bool:
    """Yes or no."""
    known = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    answer = known.get(str(said).lower())
    if answer is None:
        raise UsageError("true or false is wanted")
    return answer


def choice(choices: type[StrEnum]) -> Callable[[object], StrEnum]:
    """One of a few words."""

    def reader(said: object) -> StrEnum:
        try:
            return choices(said.lower() if isinstance(said, str) else "")
        except ValueError as error:
            raise UsageError(f"one of {', '.join(choices)} is wanted") from error

    return reader


def whole_number(lowest: int, highest: int = 10**15) -> Callable[[object], int]:
    """A whole number within bounds."""

    def reader(said: object) -> int:
        digits = text(said)
        if not re.fullmatch(r"[0-9]{1,16}", digits) or not lowest <= int(digits) <= highest:
            above = f"to {highest}" if highest < 10**15 else "on"
            raise UsageError(f"a whole number from {lowest} {above} is wanted")
        return int(digits)

    return reader


def quality(said: object) -> int | Auto:
    """The encoder's own number, or how good it is to look: ``auto`` or ``auto:best``."""
    word, _, level = text(said).lower().partition(":")
    if word == "auto":
        if level and level not in set(Auto):
            raise UsageError(f"auto, or auto:{', auto:'.join(Auto)} is wanted")
        return Auto(level or Auto.GOOD)
    try:
        return whole_number(1, 100)(said)
    except UsageError as error:
        raise UsageError("a whole number from 1 to 100, or auto, is wanted") from error


def seconds(said: object) -> float:
    """A time span above zero."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text(said)) or float(text(said)) == 0:
        raise UsageError("seconds above 0 are wanted")
    return float(text(said))


def size(said: object) -> int:
    """Bytes."""
    return parse_size(text(said))


def size_above_nothing(said: object) -> int:
    """Bytes, one at least."""
    if (read := size(said)) < 1:
        raise UsageError("a size above 0 is wanted")
    return read


def format_(said: object) -> Format | None:
    """A format that can be written; None for each picture's own."""
    name = text(said).lower()
    if name not in WRITABLE:
        raise UsageError(f"one of {', '.join(WRITABLE)} is wanted")
    return WRITABLE[name]


def rungs(said: object) -> tuple[tuple[int, int], ...]:
    """Sizes with the quality for files above them: ``10MB:75``."""
    found = []
    for rung in texts(said):
        above, colon, quality = rung.rpartition(":")
        if not colon:
            raise UsageError("a size and a quality such as 10MB:75 are wanted")
        found.append((parse_size(above), whole_number(1, 100)(quality)))
    return tuple(found)


def zone(said: object) -> ZoneInfo:
    """A time zone by its IANA name."""
    try:
        return ZoneInfo(text(said))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError("the name of a time zone such as Europe/Berlin is wanted") from error


def date_regex(said: object) -> re.Pattern[str]:
    """A pattern with the named groups of a date."""
    try:
        pattern = re.compile(text(said))
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"no regular expression: {error}") from error
    if not {"year", "month", "day"} <= set(pattern.groupindex):
        raise UsageError("a pattern with the groups (?P<year>…) (?P<month>…) (?P<day>…) is wanted")
    return pattern


def date_map(said: object) -> dict[str, str]:
    """The rows of a CSV file: path or name, and date."""
    try:
        with Path(text(said)).open(encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, ValueError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot be read: {why}; a CSV file with rows of a path and a date is wanted") from error
    for number, row in enumerate(rows, 1):
        if len(row) != 2:  # noqa: PLR2004 - path and date
            raise UsageError(f"row {number} must be a path and a date")
    return {path.strip(): date.strip() for path, date in rows if (path, date) != ("path", "date")}


def path(said: object) -> Path:
    """A path, with ~ for the user's own folder."""
    try:
        return Path(text(said)).expanduser()
    except RuntimeError as error:
        raise UsageError("a path is wanted; whose home that is, is not known") from error


def place(word: str, said: str) -> Path:
    """SRC or DST, which an empty text (a variable that is not set) is not: it would be the working folder."""
    if not said:
        raise UsageError(f"{word} is empty: name it, or say . for the folder that you are in")
    return Path(said)


def folder_name(said: object) -> str:
    """A folder below DST."""
    name = text(said)
    if name.startswith("/") or ".." in Path(name).parts:
        raise UsageError("a folder inside DST is wanted")
    return name
