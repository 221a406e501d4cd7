"""What earlier runs did, found fast: a cache of the journal in SQLite that can be thrown away at any time."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from vipsort.photo.model import Source, Verdict
from vipsort.photo.tie import UNTIED
from vipsort.store.batch import Batch, Found
from vipsort.store.database import open_database, remove_database
from vipsort.store.entering import Entering
from vipsort.store.given_names import GivenNames
from vipsort.store.journal import read_records
from vipsort.store.placed import Placed
from vipsort.store.records import Record
from vipsort.store.strangers import Strangers
from vipsort.store.waiting import Waiting

_AT_ONCE = 10_000  # records of the journal between two commits: what is not committed takes its place on disk twice


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run said of a file, and the size and time that the file had then."""

    size: int
    mtime_ns: int
    verdict: Verdict
    reason: str
    digest: str  # BLAKE3 of its bytes then
    day: int = 0  # see `day_of`


class Index:
    """The cache, used from one thread. What is applied is seen at once, and kept once it is committed.

    `given` are the names that were given in DST, `placed` is what was put there; `strangers` are the files of others
    there, as far as this run has looked.
    """

    def __init__(self, path: Path | None, journal: Path) -> None:
        """Open the cache at `path`, or one for this run only where it is None, and bring it up to the journal."""
        self._journal = journal
        self._db = open_database(path)
        try:
            self._entering = Entering(self._db)
            self._catch_up()
        except sqlite3.DatabaseError:
            self._db.close()
            if path is None:
                raise
            remove_database(path)  # its pages are broken
            self._db = open_database(path)
            self._entering = Entering(self._db)
            self._catch_up()
        self.given = GivenNames(self._db)
        self.placed = Placed(self._db, self._entering)
        self.strangers = Strangers(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close; what was not committed is forgotten."""
        self._db.rollback()
        self._db.close()

    def apply(self, record: Record) -> None:
        """Take over one record of the journal."""
        self._entering.enter(record)

    def commit(self, length: int) -> None:
        """Keep what was applied: the state after `length` bytes of the journal."""
        self._db.execute("UPDATE journal SET length = ?, root = ?", (length, self._entering.root))
        self._db.commit()

    def waiting(self) -> Waiting:
        """The files of SRC that an earlier run left alone because they may still be growing."""
        return Waiting(self._db, self._entering)

    def done(self, batch: Batch) -> list[Found]:
        """What of a batch's folder was done before, within the batch's names: its names, sizes and times then.

        In byte order, but for those names that came from elsewhere.
        """
        span, elsewhere = batch.names
        asked = "SELECT name, size, mtime_ns FROM sources WHERE root = ? AND folder = ? AND verdict <> 'skipped'"
        return list(self._of_names(asked, batch.folder, span, elsewhere))

    def known(self, batch: Sequence[Source]) -> dict[bytes, Known]:
        """What is known of sources of one folder, and of what they go with, by file name; one look-up for nearly all.

        A file whose copy in DST was taken back is not known any more to the next run, nor are its twins.
        """
        own = [os.fsencode(source.filename) for source in batch if not source.tie.companion_of]
        ties = {source.filename: source.tie for source in batch if source.tie is not UNTIED}
        near = ((name, tie.companion_of, tie.burst_of, *tie.companions) for name, tie in ties.items())
        far = {os.fsencode(name) for names in near for name in names}
        span = (min(own), max(own)) if own else (b"", b"")
        rows = self._of_names(
            "SELECT name, size, mtime_ns, verdict, reason, digest, day FROM sources WHERE root = ? AND folder = ?",
            batch[0].folder,
            span,
            [name for name in far if not span[0] <= name <= span[1]],
        )
        return {
            name: Known(size, mtime_ns, Verdict(verdict), os.fsdecode(reason), *rest)
            for name, size, mtime_ns, verdict, reason, *rest in rows
        }

    def leaving(self, src: Path) -> list[tuple[str, str]]:
        """Originals that were about to leave a SRC when its last run was cut short, and their names aside."""
        rows = self._db.execute(
            "SELECT source, aside FROM leaving JOIN roots ON roots.id = root WHERE path = ?", (os.fsencode(src),)
        )
        return [(os.fsdecode(source), os.fsdecode(aside)) for source, aside in rows]

    def vacated(self) -> list[bytes]:
        """The folders of SRC that originals were removed from, the deepest ones first."""
        rows = self._db.execute("SELECT folder FROM vacated WHERE root = ?", (self._entering.root,))
        return sorted((folder for (folder,) in rows), key=lambda folder: (-folder.count(b"/"), folder))

    def made_folders(self) -> list[str]:
        """The folders of DST that this program made."""
        return [folder for (folder,) in self._db.execute("SELECT folder FROM made ORDER BY folder")]

    def placed_in_folders(self) -> dict[str, int]:
        """How many files lie in each folder of DST that this program placed."""
        asked = "SELECT rtrim(rtrim(target, replace(target, '/', '')), '/'), count(*) FROM files GROUP BY 1"
        return dict(self._db.execute(asked))

    def _of_names(
        self, asked: str, folder: str, span: tuple[bytes, bytes], elsewhere: Sequence[bytes]
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a folder from one name to another, and those of single names."""
        for first, last in (span, *((name, name) for name in elsewhere)):
            place = (self._entering.root, os.fsencode(folder), first, last)
            yield from self._db.execute(f"{asked} AND name BETWEEN ? AND ? ORDER BY name", place)

    def _catch_up(self) -> None:
        """Apply what the journal holds and the cache does not; all of it where the journal is another one."""
        first = next(read_records(self._journal), None)
        first_run = str(first[0].get("run", "")) if first else ""
        seen_run, length = self._db.execute("SELECT first_run, length FROM journal").fetchone()
        if first_run != seen_run or (first and self._journal.stat().st_size < length):
            for table in ("roots", "sources", "files", "names", "made", "vacated", "leaving"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._db.execute("DROP TABLE IF EXISTS waiting")  # made by those who ask for it
            self._db.execute("UPDATE journal SET first_run = '', taken_back = 0")
            length = 0
        for number, (record, end) in enumerate(read_records(self._journal, length), 1):
            with suppress(KeyError, TypeError, ValueError, AttributeError):  # a line that is ours by its kind alone
                self.apply(record)
            length = end
            if number % _AT_ONCE == 0:
                self.commit(length)
        self.commit(length)
