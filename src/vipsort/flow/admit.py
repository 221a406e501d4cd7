"""What is known of a source before it is opened: passed over, done by an earlier run, or to be looked into."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from vipsort.flow.boarding import Boarding, foreknown
from vipsort.flow.company import Passenger
from vipsort.photo.model import Outcome, Source
from vipsort.photo.policy import Policy
from vipsort.photo.select import passed_over
from vipsort.photo.tie import UNTIED
from vipsort.store.batch import Batch
from vipsort.store.index import Index


@dataclass(frozen=True, slots=True)
class Admission:
    """Asks names, sizes and the index; opens nothing.

    `move` where originals are to leave SRC, known ones too; `tell_each` where somebody listens to every outcome.
    `expect` is told of the files of each batch.
    """

    policy: Policy
    index: Index
    move: bool = False
    tell_each: bool = True
    expect: Callable[[Sequence[Source]], None] = lambda _sources: None

    def changed(self, batch: Batch) -> Batch:
        """The batch without what an earlier run did, where that needs only be counted."""
        if self.move or self.tell_each or self.policy.selection.chooses:
            return batch
        done = self.index.done(batch)
        return batch.but_for(done) if done else batch

    def unknown(self, batch: Batch) -> int:
        """How many of a batch are to be looked into, by their names alone: what an earlier run did is still so."""
        done = set() if self.move else {name for name, _size, _mtime_ns in self.index.done(batch)}
        chosen = replace(self.policy.selection, min_size=0)
        rest = (source for source in batch if os.fsencode(source.filename) not in done)
        return sum(not passed_over(source, chosen) for source in rest)

    def sort_out(self, batch: Batch) -> Iterator[Passenger | Outcome]:
        """Each source of one folder's batch, or its outcome where there is nothing to open; in order."""
        sources = list(batch)
        self.expect(sources)
        known = self.index.known(sources) if sources else {}
        boarding = Boarding(self.policy, self.index, known, move=self.move)
        for source in sources:
            if source.tie is not UNTIED:
                yield boarding.admit(source)
                continue
            its = known.get(os.fsencode(source.filename))
            yield foreknown(source, its, self.policy.selection, move=self.move) or Passenger(source)
