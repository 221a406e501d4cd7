"""A record of the journal entered into the tables of the index."""

import os
import re
import sqlite3
from collections.abc import Iterable

from vipsort.photo.days import day_of
from vipsort.photo.errors import UsageError
from vipsort.photo.model import Verdict
from vipsort.photo.naming import folded, reserved, stem_of
from vipsort.store.database import start_of
from vipsort.store.records import Record
from vipsort.version import VERSION

_LEFT_IN_DST = {Verdict.PLACED, Verdict.QUARANTINED}


class Entering:
    """Enters records one after the other. `root` is the number of the SRC whose run is being entered."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        (self.root,) = db.execute("SELECT root FROM journal").fetchone()

    def enter(self, record: Record) -> None:
        """Take over one record; kinds that change nothing here are passed over."""
        match record["kind"]:
            case "start":
                _refuse_newer(str(record.get("version", "")))
                self._start(str(record["run"]), str(record["src"]))
            case "outcome":
                self._outcome(record)
            case "making":
                self._db.executemany("INSERT OR IGNORE INTO made VALUES (?)", ((made,) for made in record["folders"]))
            case "removing":
                self._removing(record)
            case "moved":
                self._move(str(record["from"]), str(record["to"]))
            case "undoing":
                self._forget(record["targets"])
            case "end":
                self._db.execute("DELETE FROM leaving WHERE root = ?", (self.root,))

    def _start(self, run: str, src: str) -> None:
        self._db.execute("UPDATE journal SET first_run = ? WHERE first_run = ''", (run,))
        self._db.execute("INSERT OR IGNORE INTO roots (path) VALUES (?)", (os.fsencode(src),))
        (self.root,) = self._db.execute("SELECT id FROM roots WHERE path = ?", (os.fsencode(src),)).fetchone()
        self._forget_sources()

    def _outcome(self, record: Record) -> None:
        verdict = Verdict(record["verdict"])
        if verdict is Verdict.FAILED:
            return  # the next run tries again
        source, digest = os.fsencode(record["source"]), record.get("digest", "")
        folder, _slash, name = source.rpartition(b"/")
        reason = os.fsencode(record.get("reason", ""))  # may tell the name of another file
        told = (record["size"], record["mtime_ns"], verdict.value, reason, digest)
        day = day_of(record.get("date", ""), record.get("date_source", ""))
        self._db.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (self.root, folder, name, *told, day)
        )
        target, placed_digest = record.get("target", ""), record.get("placed_digest", "")
        if target and (placed_digest or verdict in _LEFT_IN_DST):  # a dry run has made nothing that has a digest
            self._db.execute(
                "INSERT OR REPLACE INTO files (target, placed_digest, size, root, source, digest, start)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (target, placed_digest, record.get("bytes_out", 0), self.root, source, digest, start_of(digest)),
            )
        if target:
            self._db.execute("INSERT OR IGNORE INTO names VALUES (?)", (os.fsencode(folded(target)),))
        if record.get("leads") and (stem := stem_of(folded(target))):
            self._db.execute("INSERT OR IGNORE INTO names VALUES (?)", (os.fsencode(reserved(stem)),))

    def _removing(self, record: Record) -> None:
        """Originals on their way out of SRC, each with the name it is put aside under; those before are gone."""
        pairs = [(self.root, os.fsencode(source), os.fsencode(aside)) for source, aside, _target in record["sources"]]
        self._db.execute("DELETE FROM leaving WHERE root = ?", (self.root,))
        self._db.executemany("INSERT INTO leaving VALUES (?, ?, ?)", pairs)
        folders = {(root, source.rpartition(b"/")[0]) for root, source, _aside in pairs}
        self._db.executemany("INSERT OR IGNORE INTO vacated VALUES (?, ?)", folders)

    def _move(self, old: str, new: str) -> None:
        """What lay below one folder now lies below another, the one above it."""
        for table, column in (("files", "target"), ("made", "folder")):
            # Everything that starts with "old/" sorts before "old0": the index finds it.
            self._db.execute(
                f"UPDATE OR REPLACE {table} SET {column} = ? || substr({column}, ?)"  # noqa: S608 - our own names
                f" WHERE {column} > ? AND {column} < ?",
                (new, len(old) + 1, f"{old}/", f"{old}0"),
            )
        self._db.execute("DELETE FROM made WHERE folder = ?", (old,))
        below = os.fsencode(folded(old))
        self._db.execute(
            "UPDATE OR IGNORE names SET folded = CAST(? || substr(folded, ?) AS BLOB) WHERE folded > ? AND folded < ?",
            (os.fsencode(folded(new)), len(below) + 1, below + b"/", below + b"0"),
        )

    def _forget(self, targets: Iterable[str]) -> None:
        """Files that are taken back: their names and their bytes are not spoken for any more."""
        self._db.execute("UPDATE journal SET taken_back = 1")
        for target in targets:
            self._db.execute("DELETE FROM files WHERE target = ?", (target,))
            freed = (folded(target), reserved(stem_of(folded(target))))
            self._db.execute("DELETE FROM names WHERE folded IN (?, ?)", tuple(map(os.fsencode, freed)))

    def _forget_sources(self) -> None:
        """What was taken back since the last run, and its twins, are to be done again.

        Here, at once: asked for each file while its batch is looked up, it took half of a second run.
        """
        if self._db.execute("SELECT taken_back FROM journal").fetchone() == (1,):
            self._db.execute(
                "DELETE FROM sources WHERE verdict <> 'skipped' AND digest NOT IN (SELECT digest FROM files)"
            )
            self._db.execute("UPDATE journal SET taken_back = 0")


def _refuse_newer(version: str) -> None:
    """A later version may have done what this one would pass over. Raises UsageError."""
    if _series(version) > _series(VERSION):
        raise UsageError(
            f"the journal was written by vipsort {version}, and this is {VERSION}, which may not know all that it"
            " says: install that version, or a later one"
        )


def _series(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]{1,9}", version)[:2]))
