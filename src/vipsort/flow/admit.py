"""What is known of a source before it is opened: passed over, done by an earlier run, or to be looked into."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.policy import Others, Selection
from vipsort.photo.select import passed_over
from vipsort.store.index import Index, Known


@dataclass(frozen=True, slots=True)
class Admission:
    """Asks names, sizes and the index; opens nothing. `move` where originals are to leave SRC, known ones too."""

    selection: Selection
    index: Index
    move: bool = False

    def sort_out(self, batch: Sequence[Source]) -> Iterator[Source | Outcome]:
        """Each source of one folder's batch, or its outcome where there is nothing to open; in order."""
        known = self.index.known(batch)
        for source in batch:
            yield self._outcome(source, known.get(os.fsencode(source.filename))) or source

    def _outcome(self, source: Source, known: Known | None) -> Outcome | None:
        if source.lost:
            return Outcome(source, Verdict.FAILED, source.barred)
        if reason := passed_over(source, self.selection):
            return Outcome(source, Verdict.SKIPPED, reason, unwritten=True)
        if known is None or (known.size, known.mtime_ns) != (source.size, source.mtime_ns):
            return None
        if known.verdict is not Verdict.SKIPPED:
            done = Outcome(source, Verdict.UNCHANGED, "done by an earlier run", unwritten=True)
            return replace(done, digest=known.digest, unwritten=False) if self.move else done
        if self.selection.others is Others.SKIP:
            return Outcome(source, Verdict.SKIPPED, known.reason, unwritten=True)
        return None
