"""The tree that would come and what would be set aside, summed up outcome by outcome: memory grows with folders."""

from collections import Counter
from dataclasses import dataclass, field

from vipsort.photo.model import Outcome, Verdict
from vipsort.photo.moment import Moment
from vipsort.photo.naming import folded

_MOST_REASONS = 100
_OTHER = "other reasons"


@dataclass(slots=True)
class Folder:
    """What would be placed in a folder: bytes before and after, of which some sizes are estimates."""

    files: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    estimated: int = 0  # files that would be made anew
    numbered: int = 0  # files that would not get the name that they wanted
    first: Moment | None = None
    last: Moment | None = None
    there: int = 0  # files that earlier runs placed in it
    namesakes: set[str] = field(default_factory=set)  # files that are called as their folder, or as one above

    def add(self, outcome: Outcome) -> None:
        """One more file."""
        making = outcome.making
        is_made = making.predicted is not None or bool(making.steps)
        size, date = outcome.source.size, outcome.date
        *above, name = outcome.target.split("/")
        namesakes = {name} if folded(name) in map(folded, above) else set()
        self.include(Folder(1, size, outcome.bytes_out, is_made, outcome.numbered, date, date, namesakes=namesakes))

    def include(self, other: "Folder") -> None:
        """All files of another one."""
        self.files += other.files
        self.bytes_in += other.bytes_in
        self.bytes_out += other.bytes_out
        self.estimated += other.estimated
        self.numbered += other.numbered
        self.there += other.there
        self.namesakes |= other.namesakes
        dates = [date for date in (self.first, self.last, other.first, other.last) if date]
        if dates:
            self.first = min(dates, key=lambda date: date.when)
            self.last = max(dates, key=lambda date: date.when)


@dataclass(slots=True)
class Forecast:
    """Folders by their paths below DST, and why files would not come to lie there as what they are."""

    folders: dict[str, Folder] = field(default_factory=dict)
    reasons: dict[Verdict, Counter[str]] = field(default_factory=dict)
    spared: int = 0  # bytes of twins that are left out

    def add(self, outcome: Outcome) -> None:
        """Sum up one outcome."""
        if _is_placed(outcome):
            self.folders.setdefault(outcome.target.rpartition("/")[0], Folder()).add(outcome)
        elif outcome.verdict is Verdict.DUPLICATE:
            self.spared += outcome.source.size
        if outcome.verdict in {Verdict.QUARANTINED, Verdict.SKIPPED, Verdict.FAILED}:
            self.note(outcome.verdict, outcome.reason)

    @property
    def numbered(self) -> int:
        """Files that would not get the name that they wanted."""
        return sum(folder.numbered for folder in self.folders.values())

    @property
    def estimated(self) -> int:
        """Files whose sizes are estimates."""
        return sum(folder.estimated for folder in self.folders.values())

    def note(self, verdict: Verdict, reason: str) -> None:
        """Count a reason; where there are too many different ones, as another one."""
        reasons = self.reasons.setdefault(verdict, Counter())
        reasons[reason if reason in reasons or len(reasons) < _MOST_REASONS else _OTHER] += 1


def _is_placed(outcome: Outcome) -> bool:
    """Whether it would lie at its target itself: the target of a twin that is left out is its twin's."""
    match outcome.verdict:
        case Verdict.PLACED | Verdict.QUARANTINED:
            return True
        case Verdict.DUPLICATE:
            return bool(outcome.placed_digest)
        case _:
            return False
