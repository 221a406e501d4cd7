"""What one run did with one file, and what happened to that afterwards."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vipsort.photo.model import Outcome
from vipsort.store.runs import Told


class What(StrEnum):
    """What can happen to a file after its run."""

    MOVED = "moved"  # its folder in DST was merged with the one above
    REMOVED = "removed"  # its original left SRC
    UNDONE = "undone"  # the run was taken back


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened afterwards; `where` is its new name in DST, or the original's place in the trash."""

    what: What
    where: str = ""


@dataclass(slots=True)
class Story:
    """What one run did with one file. `target` is where that lies by now; `was_there` where it lay there before."""

    told: Told
    outcome: Outcome
    target: str
    was_there: bool = False
    companion_of: str = ""
    events: list[Event] = field(default_factory=list)

    @property
    def is_taken_back(self) -> bool:
        """Whether its run was taken back."""
        return any(event.what is What.UNDONE for event in self.events)

    @property
    def has_copy(self) -> bool:
        """Whether something lies in DST that this run put there, as far as the journal knows."""
        return bool(self.target and self.outcome.placed_digest) and not self.is_taken_back

    @property
    def original(self) -> Path:
        """Where its source lay."""
        return self.told.src / self.outcome.source.name
