"""What a run's lines come to: sums by year and format, and the few files that are worth looking at."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise

from vipsort.flow.retold import Line, Pace
from vipsort.photo.formats import BY_SUFFIX
from vipsort.photo.model import Verdict
from vipsort.photo.naming import split_name
from vipsort.show.charts.course import Point

BROKEN = (Verdict.QUARANTINED, Verdict.FAILED)


@dataclass(slots=True)
class Volume:
    """Placed files, and their bytes before and after."""

    files: int = 0
    before: int = 0
    after: int = 0

    @property
    def saved(self) -> int:
        """Bytes that are less now."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class Reason:
    """Why files could not be done well: how many, and one of them."""

    verdict: Verdict
    text: str
    files: int
    example: str


def format_of(line: Line) -> str:
    """What the original is by the ending of its name."""
    known = BY_SUFFIX.get(split_name(line.source)[1].lower())
    return known.value if known else "other"


def placed(lines: Iterable[Line]) -> list[Line]:
    """Those that this run placed."""
    return [line for line in lines if line.verdict is Verdict.PLACED]


def volumes(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, Volume]:
    """Of placed files, by whatever the key says of them, in its order."""
    found: dict[str, Volume] = {}
    for line in lines:
        volume = found.setdefault(key(line), Volume())
        volume.files += 1
        volume.before += line.size
        volume.after += line.bytes_out
    return dict(sorted(found.items()))


def taken(lines: Iterable[Line], length: int) -> Counter[str]:
    """Files by the first letters of their dates: 4 for years, 7 for months. What is known less well is not counted."""
    return Counter(line.date[:length] for line in lines if len(line.date) >= length)


def savings(lines: Iterable[Line], most: int) -> list[Line]:
    """The files that became smaller by the most bytes."""
    return nlargest(most, (line for line in lines if line.saved > 0), key=lambda line: line.saved)


def slowest(lines: Iterable[Line], most: int) -> list[Line]:
    """The files that were worked on for the longest time."""
    return nlargest(most, (line for line in lines if line.seconds > 0), key=lambda line: line.seconds)


def twins(lines: Sequence[Line]) -> list[tuple[Line | None, Line]]:
    """Each file whose bytes were there before, behind the one of this run that had them; None where another run did."""
    first = {line.digest: line for line in reversed(lines) if line.verdict is Verdict.PLACED}
    return [(first.get(line.digest), line) for line in lines if line.verdict is Verdict.DUPLICATE]


def undated(lines: Iterable[Line]) -> list[Line]:
    """Those that were placed without a date."""
    return [line for line in placed(lines) if not line.date]


def reasons(lines: Iterable[Line]) -> list[Reason]:
    """Why files were set aside or failed, the most frequent reason first."""
    examples: dict[tuple[Verdict, str], str] = {}
    counts: Counter[tuple[Verdict, str]] = Counter()
    for line in lines:
        if line.verdict in BROKEN:
            counts[line.verdict, line.reason] += 1
            examples.setdefault((line.verdict, line.reason), line.source)
    return [Reason(*key, files, examples[key]) for key, files in counts.most_common()]


def throughput(pace: Sequence[Pace]) -> list[Point]:
    """Files a second between two samples each."""
    return [
        (later.seconds, max(0, later.done - earlier.done) / (later.seconds - earlier.seconds))
        for earlier, later in pairwise(pace)
        if later.seconds > earlier.seconds
    ]


def memory(pace: Iterable[Pace]) -> list[Point]:
    """Bytes of the process at each sample."""
    return [(sample.seconds, sample.resident) for sample in pace if sample.resident]
