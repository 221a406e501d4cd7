"""What earlier runs did, found fast: a cache of the journal in SQLite that can be thrown away at any time."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from vipsort.photo.model import Source, Twin, Verdict
from vipsort.photo.naming import folded
from vipsort.store.database import open_database, remove_database
from vipsort.store.journal import Record, read_records

_TABLES_OF_THIS_RUN = """
CREATE TEMP TABLE foreign_files (folded BLOB PRIMARY KEY, path BLOB) WITHOUT ROWID;
CREATE TEMP TABLE seen_folders (folder TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_LEFT_IN_DST = {Verdict.PLACED, Verdict.QUARANTINED}


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run said of a file, and the size and time that the file had then."""

    size: int
    mtime_ns: int
    verdict: Verdict
    reason: str


class Index:
    """The cache, used from one thread. What is applied is seen at once, and kept once it is committed."""

    def __init__(self, path: Path | None, journal: Path) -> None:
        """Open the cache at `path`, or one for this run only where it is None, and bring it up to the journal."""
        self._journal = journal
        self._root = 0
        self._db = open_database(path)
        try:
            self._catch_up()
        except sqlite3.DatabaseError:
            self._db.close()
            if path is None:
                raise
            remove_database(path)  # its pages are broken
            self._db = open_database(path)
            self._catch_up()
        self._db.executescript(_TABLES_OF_THIS_RUN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close; what was not committed is forgotten."""
        self._db.rollback()
        self._db.close()

    def apply(self, record: Record) -> None:
        """Take over one record of the journal."""
        match record["kind"]:
            case "start":
                self._start(str(record["run"]), str(record["src"]))
            case "outcome":
                self._apply_outcome(record)
            case "making":
                self._db.executemany("INSERT OR IGNORE INTO made VALUES (?)", ((made,) for made in record["folders"]))
            case "moved":
                self._move(str(record["from"]), str(record["to"]))

    def commit(self, length: int) -> None:
        """Keep what was applied: the state after `length` bytes of the journal."""
        self._db.execute("UPDATE journal SET length = ?, root = ?", (length, self._root))
        self._db.commit()

    def known(self, batch: Sequence[Source]) -> dict[bytes, Known]:
        """What is known of sources of one folder, in byte order, by file name; one look-up for all."""
        names = [os.fsencode(source.filename) for source in batch]
        rows = self._db.execute(
            "SELECT name, size, mtime_ns, verdict, reason FROM sources"
            " WHERE root = ? AND folder = ? AND name BETWEEN ? AND ?",
            (self._root, os.fsencode(batch[0].folder), names[0], names[-1]),
        )
        return {name: Known(size, mtime_ns, Verdict(verdict), reason) for name, size, mtime_ns, verdict, reason in rows}

    def twin(self, digest: str, source: Source) -> Twin | None:
        """Where the same bytes went before."""
        row = self._db.execute("SELECT target, root, source FROM placed WHERE digest = ?", (digest,)).fetchone()
        if not row:
            return None
        target, root, name = row
        return Twin(os.fsdecode(name), target, is_itself=(root, name) == (self._root, os.fsencode(source.name)))

    def is_taken(self, folded_path: str) -> bool:
        """Whether a target was given that name, without regard to case and Unicode form."""
        return (
            self._db.execute("SELECT 1 FROM names WHERE folded = ?", (os.fsencode(folded_path),)).fetchone() is not None
        )

    def foreign(self, folded_path: str) -> str:
        """The file of that folded name that was found in DST; empty where there is none."""
        row = self._db.execute(
            "SELECT path FROM foreign_files WHERE folded = ?", (os.fsencode(folded_path),)
        ).fetchone()
        return os.fsdecode(row[0]) if row else ""

    def add_foreign(self, paths: Iterable[str]) -> None:
        """Remember what was found in DST, for this run."""
        rows = ((os.fsencode(folded(path)), os.fsencode(path)) for path in paths)
        self._db.executemany("INSERT OR IGNORE INTO foreign_files VALUES (?, ?)", rows)

    def has_seen(self, folder: str) -> bool:
        """Whether a folder of DST was listed in this run."""
        return self._db.execute("SELECT 1 FROM seen_folders WHERE folder = ?", (folder,)).fetchone() is not None

    def see(self, folder: str) -> None:
        """Note that a folder of DST was listed in this run."""
        self._db.execute("INSERT INTO seen_folders VALUES (?)", (folder,))

    def made_folders(self) -> list[str]:
        """The folders of DST that this program made."""
        return [folder for (folder,) in self._db.execute("SELECT folder FROM made ORDER BY folder")]

    def _catch_up(self) -> None:
        """Apply what the journal holds and the cache does not; all of it where the journal is another one."""
        first = next(read_records(self._journal), None)
        first_run = str(first[0].get("run", "")) if first else ""
        seen_run, length, self._root = self._db.execute("SELECT first_run, length, root FROM journal").fetchone()
        if first_run != seen_run or (first and self._journal.stat().st_size < length):
            for table in ("roots", "sources", "placed", "names", "made"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._db.execute("UPDATE journal SET first_run = ''")
            length = 0
        for record, end in read_records(self._journal, length):
            self.apply(record)
            length = end
        self.commit(length)

    def _start(self, run: str, src: str) -> None:
        self._db.execute("UPDATE journal SET first_run = ? WHERE first_run = ''", (run,))
        self._db.execute("INSERT OR IGNORE INTO roots (path) VALUES (?)", (os.fsencode(src),))
        (self._root,) = self._db.execute("SELECT id FROM roots WHERE path = ?", (os.fsencode(src),)).fetchone()

    def _apply_outcome(self, record: Record) -> None:
        verdict = Verdict(record["verdict"])
        if verdict is Verdict.FAILED:
            return  # the next run tries again
        folder, _slash, name = os.fsencode(record["source"]).rpartition(b"/")
        seen = (self._root, folder, name, record["size"], record["mtime_ns"], verdict.value, record.get("reason", ""))
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", seen)
        target = record.get("target", "")
        if target and verdict in _LEFT_IN_DST:
            lies = (record["digest"], target, self._root, os.fsencode(record["source"]))
            self._db.execute("INSERT OR IGNORE INTO placed VALUES (?, ?, ?, ?)", lies)
        if target:
            self._db.execute("INSERT OR IGNORE INTO names VALUES (?)", (os.fsencode(folded(target)),))

    def _move(self, old: str, new: str) -> None:
        """What lay below one folder now lies below another, the one above it."""
        for table, column in (("placed", "target"), ("made", "folder")):
            self._db.execute(
                f"UPDATE OR IGNORE {table} SET {column} = ? || substr({column}, ?) WHERE substr({column}, 1, ?) = ?",  # noqa: S608 - our own names
                (new, len(old) + 1, len(old) + 1, f"{old}/"),
            )
        self._db.execute("DELETE FROM made WHERE folder = ?", (old,))
        below = os.fsencode(folded(old))
        self._db.execute(
            "UPDATE OR IGNORE names SET folded = CAST(? || substr(folded, ?) AS BLOB) WHERE substr(folded, 1, ?) = ?",
            (os.fsencode(folded(new)), len(below) + 1, len(below) + 1, below + b"/"),
        )
