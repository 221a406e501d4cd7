"""What is known of a source before it is opened: passed over, done by an earlier run, or to be looked into."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.policy import Others, Selection
from vipsort.photo.select import passed_over
from vipsort.store.batch import Batch
from vipsort.store.index import Index, Known


@dataclass(frozen=True, slots=True)
class Admission:
    """Asks names, sizes and the index; opens nothing.

    `move` where originals are to leave SRC, known ones too; `tell_each` where somebody listens to every outcome.
    """

    selection: Selection
    index: Index
    move: bool = False
    tell_each: bool = True

    def changed(self, batch: Batch) -> Batch:
        """The batch without what an earlier run did, where that needs only be counted."""
        if self.move or self.tell_each or self.selection.chooses:
            return batch
        done = self.index.done(batch)
        return batch.but_for(done) if done else batch

    def sort_out(self, batch: Batch) -> Iterator[Source | Outcome]:
        """Each source of one folder's batch, or its outcome where there is nothing to open; in order."""
        sources = list(batch)
        known = self.index.known(sources) if sources else {}
        for source in sources:
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
