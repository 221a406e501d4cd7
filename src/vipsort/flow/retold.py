"""A run as its journal tells it: its files and what became of each, how fast it was, what it was asked for."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from vipsort.photo.model import Verdict
from vipsort.store.folder_names import FolderNames
from vipsort.store.lines import Line, Lines
from vipsort.store.runs import Told
from vipsort.store.sums import verdicts


class Pace(NamedTuple):
    """How far the run was after so many seconds."""

    seconds: float
    done: int
    bytes_in: int
    resident: int


@dataclass(slots=True)
class Retold:
    """A run as the journal's lines of it say.

    `counts` is what its end line says became of files; None where it has not ended. `unread` are lines of files that
    could not be understood. `moved` originals left SRC. `began_undoing` where it was taken back in part or whole.
    """

    told: Told
    lines: Lines
    version: str = ""
    max_size: int | None = None
    starts: int = 0
    folders: FolderNames = field(default_factory=FolderNames)
    pace: list[Pace] = field(default_factory=list)
    counts: Counter[Verdict] | None = None
    seconds: float = 0.0
    moved: int = 0
    unread: int = 0
    began_undoing: bool = False

    @property
    def became(self) -> Counter[Verdict]:
        """Files by what became of them: all that were found where the run has ended, else those of the lines."""
        return self.with_a_line if self.counts is None else self.counts

    @property
    def with_a_line(self) -> Counter[Verdict]:
        """Files that have a line of their own, by what became of them."""
        return verdicts(self.lines)

    def target(self, line: Line) -> str:
        """Where its bytes lie in DST now, with `/`; empty where they lie nowhere."""
        folder = self.folders[line.folder]
        return f"{folder}/{line.filename}" if folder else line.filename
