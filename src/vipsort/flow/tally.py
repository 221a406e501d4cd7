"""The numbers of a run: what was found and what became of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from vipsort.photo.model import Outcome, Verdict


@dataclass(slots=True)
class Tally:
    """Counts and bytes so far. `found` is what the walk has seen; every one of them gets one verdict.

    `waiting` may still be growing: left for a later run, and not among `found`.
    """

    found: int = 0
    bytes_found: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    bytes_in: int = 0
    bytes_out: int = 0
    stayed: int = 0  # originals that did not leave SRC although they were to
    walked: bool = False  # the whole tree has been seen
    waiting: int = 0
    scan_seconds: float = 0.0  # spent on listing SRC
    also: Callable[[Outcome], None] | None = None
    """Is told of each outcome that is counted, also of those that were told before an engine was started again."""

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.verdicts[outcome.verdict] += 1
        self.bytes_in += outcome.source.size
        self.bytes_out += outcome.bytes_out
        self.stayed += bool(outcome.stays)
        if self.also:
            self.also(outcome)

    def add_unchanged(self, files: int, size: int) -> None:
        """Count files that an earlier run did, of so many bytes together."""
        self.verdicts[Verdict.UNCHANGED] += files
        self.bytes_in += size

    @property
    def done(self) -> int:
        """Files that have their verdict."""
        return self.verdicts.total()

    def by_verdict(self) -> dict[str, int]:
        """All six counts by their names."""
        return {verdict.value: self.verdicts[verdict] for verdict in Verdict}

    @property
    def troubled(self) -> bool:
        """Whether some pictures could not be done well."""
        return bool(self.verdicts[Verdict.QUARANTINED] + self.verdicts[Verdict.FAILED] + self.stayed)
