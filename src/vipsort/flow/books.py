"""What a run writes about itself, and reads of the runs before."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from vipsort.flow.reach import Reach
from vipsort.store.claim import Claim
from vipsort.store.error_log import ErrorLog
from vipsort.store.index import Index
from vipsort.store.journal import Journal
from vipsort.store.lock import locked, to_stderr
from vipsort.store.records import Record
from vipsort.store.root import Root
from vipsort.store.state import State, make_state


@dataclass(frozen=True, slots=True)
class Books:
    """The books of a DST.

    Those that are only looked into have no claim and no journal to write, and their index is forgotten.
    """

    dst: Root
    index: Index
    state: State
    claim: Claim | None = None
    journal: Journal | None = None
    error_log: ErrorLog | None = None
    reach: Reach = field(default_factory=Reach)

    async def note(self, record: Record) -> None:
        """Write down what is going to happen, durably, before it does. Raises RunError."""
        self.index.apply(record)
        if self.journal:
            with self.reach.answering(self.dst):
                await self.journal.append([record])

    def announce(self, record: Record) -> None:
        """Write down, from any thread, what is done next; durable with what is noted after it. Raises RunError."""
        if self.journal:
            self.journal.announce(record)

    def commit(self) -> None:
        """Keep in the index what the journal holds."""
        if self.journal:
            self.index.commit(self.journal.length)


@contextmanager
def books_to_write(
    dst: Path, state: State, error_log: ErrorLog | None = None, tell: Callable[[str], None] = to_stderr
) -> Iterator[Books]:
    """The books of a DST that nobody else works in meanwhile; `tell` is told whom it waits for. Raises RunError."""
    with ExitStack() as held:
        make_state(state)
        root = held.enter_context(Root.open(dst, "DST"))
        claim = held.enter_context(locked(state.lock, tell=tell))
        index = held.enter_context(Index(state.index, state.journal))
        journal = held.enter_context(closing(Journal(state.journal)))
        yield Books(root, index, state, claim, journal, error_log)


@contextmanager
def books_to_read(dst: Path, state: State) -> Iterator[Books]:
    """The books of a DST, which leave no trace; one that is not there yet is as good as an empty one."""
    with ExitStack() as held:
        if not dst.exists():
            dst = Path(held.enter_context(TemporaryDirectory(prefix="vipsort-")))
        root = held.enter_context(Root.open(dst, "DST"))
        yield Books(root, held.enter_context(Index(None, state.journal)), state)
