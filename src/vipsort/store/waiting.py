"""Files of SRC that may still be growing: how they looked, and since when, for a later run to compare."""

import os
import sqlite3
from typing import NamedTuple

from vipsort.store.entering import Entering

_TABLE = """
CREATE TABLE IF NOT EXISTS waiting (
    root INTEGER, folder BLOB, name BLOB, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER,
    first_seen INTEGER, round INTEGER,
    PRIMARY KEY (root, folder, name)) WITHOUT ROWID
"""


class Look(NamedTuple):
    """A file at a moment: its bytes, its times in nanoseconds, and whether somebody holds it open for writing."""

    name: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    is_open: bool = False


class Waiting:
    """The table in the index, made when it is first asked for: most runs wait for nothing.

    Moments are nanoseconds of this machine's clock, never of a server's.
    """

    def __init__(self, db: sqlite3.Connection, entering: Entering) -> None:
        self._db = db
        self._entering = entering
        db.execute(_TABLE)
        self._round: int = 1 + db.execute("SELECT coalesce(max(round), 0) FROM waiting").fetchone()[0]

    def since(self, folder: str, look: Look, now: int) -> int:
        """Since when a file has looked so; `now` where it looked otherwise the last time, or was not seen before."""
        key = (self._entering.root, os.fsencode(folder), look.name)
        row = self._db.execute(
            "SELECT first_seen FROM waiting WHERE root = ? AND folder = ? AND name = ?"
            " AND size = ? AND mtime_ns = ? AND ctime_ns = ?",
            (*key, look.size, look.mtime_ns, look.ctime_ns),
        ).fetchone()
        first_seen: int = row[0] if row and row[0] <= now else now  # a clock that was set back knows nothing
        self._db.execute(
            "INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, look.size, look.mtime_ns, look.ctime_ns, first_seen, self._round),
        )
        return first_seen

    def forget_the_rest(self) -> None:
        """The whole tree was seen: what was not met is done, or gone."""
        self._db.execute("DELETE FROM waiting WHERE root = ? AND round <> ?", (self._entering.root, self._round))
