"""What a run writes about itself, and reads of the runs before."""

from dataclasses import dataclass, field

from vipsort.flow.reach import Reach
from vipsort.store.error_log import ErrorLog
from vipsort.store.index import Index
from vipsort.store.journal import Journal, Record
from vipsort.store.root import Root


@dataclass(frozen=True, slots=True)
class Books:
    """The books of a DST. A dry run has no journal and no log, and its index is forgotten."""

    dst: Root
    index: Index
    journal: Journal | None = None
    error_log: ErrorLog | None = None
    reach: Reach = field(default_factory=Reach)

    async def note(self, record: Record) -> None:
        """Write down what is going to happen, durably, before it does. Raises RunError."""
        self.index.apply(record)
        if self.journal:
            with self.reach.answering(self.dst):
                await self.journal.append([record])
