"""What a run's lines come to: sums by year and format, and the few files that are worth looking at."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vipsort.photo.model import Verdict
from vipsort.store.lines import Line, Lines, text_of

_PLACED = " FROM lines WHERE verdict = 'placed'"


class Volume(NamedTuple):
    """Placed files, and their bytes before and after."""

    files: int = 0
    before: int = 0
    after: int = 0

    @property
    def saved(self) -> int:
        """Bytes that are less now."""
        return self.before - self.after


class Reason(NamedTuple):
    """Why files could not be done well: how many, and one of them."""

    verdict: Verdict
    text: str
    files: int
    example: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes before and after of each placed file, asked for again each time that they are gone through."""

    lines: Lines

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((before, after) for before, after in self.lines.ask("SELECT size, bytes_out" + _PLACED))


def verdicts(lines: Lines) -> Counter[Verdict]:
    """Files by what became of them."""
    counts = lines.ask("SELECT verdict, count(*) FROM lines GROUP BY verdict")
    return Counter({Verdict(verdict): count for verdict, count in counts})


def taken(lines: Lines, length: int) -> Counter[str]:
    """Files by the first letters of their dates: 4 for years, 7 for months. What is known less well is not counted."""
    asked = "SELECT substr(date, 1, ?), count(*) FROM lines WHERE length(date) >= ? GROUP BY 1"
    return Counter(dict(lines.ask(asked, length, length)))


def whole(lines: Lines) -> Volume:
    """All that was placed."""
    return _volumes(lines, "''").get("", Volume())


def by_year(lines: Lines) -> dict[str, Volume]:
    """Placed files that are dated."""
    return _volumes(lines, "substr(date, 1, 4)", "AND date != ''")


def by_format(lines: Lines) -> dict[str, Volume]:
    """Placed files by the format that the original's name says."""
    return _volumes(lines, "format")


def savings(lines: Lines, most: int) -> list[Line]:
    """The files that became smaller by the most bytes."""
    smaller = "verdict = 'placed' AND size > bytes_out ORDER BY size - bytes_out DESC, source LIMIT ?"
    return list(lines.where(smaller, most))


def slowest(lines: Lines, most: int) -> list[Line]:
    """The files that were worked on for the longest time."""
    return list(lines.where("seconds > 0 ORDER BY seconds DESC, source LIMIT ?", most))


def twins(lines: Lines, most: int) -> list[tuple[Line | None, Line]]:
    """The first files whose bytes were there before, behind the one of this run that had them; None for another's."""
    again = list(lines.where("verdict = 'duplicate' ORDER BY source LIMIT ?", most))
    first = _first_of(lines, {line.digest for line in again})
    return [(first.get(line.digest), line) for line in again]


def undated(lines: Lines, most: int) -> list[Line]:
    """The first files that were placed without a date."""
    return list(lines.where("verdict = 'placed' AND date = '' ORDER BY source LIMIT ?", most))


def count_undated(lines: Lines) -> int:
    """How many there are of those."""
    ((count,),) = lines.ask(f"SELECT count(*) {_PLACED} AND date = ''")
    return int(count)


def reasons(lines: Lines) -> Iterator[Reason]:
    """Why files were set aside or failed, the most frequent reason first."""
    asked = (
        "SELECT verdict, reason, count(*), min(source) FROM lines WHERE verdict IN ('quarantined', 'failed')"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 4"
    )
    for verdict, reason, files, example in lines.ask(asked):
        yield Reason(Verdict(verdict), text_of(reason), files, text_of(example))


def _first_of(lines: Lines, digests: Collection[str]) -> dict[str, Line]:
    """The first placed file of each."""
    marks = ", ".join("?" * len(digests))
    found = lines.where(f"verdict = 'placed' AND digest IN ({marks}) ORDER BY source DESC", *digests)
    return {line.digest: line for line in found}


def _volumes(lines: Lines, key: str, more: str = "") -> dict[str, Volume]:
    asked = f"SELECT {key}, count(*), sum(size), sum(bytes_out) {_PLACED} {more} GROUP BY 1"
    return {name: Volume(*sums) for name, *sums in lines.ask(asked)}
