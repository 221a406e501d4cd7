"""Files of others in DST: which folders this run has listed, and what lay there that is not ours."""

import os
import sqlite3
from collections.abc import Iterable

from vipsort.photo.naming import folded
from vipsort.store.given_names import is_any_of_stem

_TABLES = """
CREATE TEMP TABLE foreign_files (folded BLOB PRIMARY KEY, path BLOB) WITHOUT ROWID;
CREATE TEMP TABLE seen_folders (folder TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Strangers:
    """Two lists on disk that end with their connection: what others put there may be gone by the next run."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.executescript(_TABLES)

    def named(self, folded_path: str) -> str:
        """The file of that folded name that was found in DST; empty where there is none."""
        row = self._db.execute(
            "SELECT path FROM foreign_files WHERE folded = ?", (os.fsencode(folded_path),)
        ).fetchone()
        return os.fsdecode(row[0]) if row else ""

    def has_stem(self, folded_stem: str) -> bool:
        """Whether a file of that stem was found in DST, with whatever ending."""
        return is_any_of_stem(self._db, "foreign_files", folded_stem)

    def add(self, paths: Iterable[str]) -> None:
        """Remember what was found in DST."""
        rows = ((os.fsencode(folded(path)), os.fsencode(path)) for path in paths)
        self._db.executemany("INSERT OR IGNORE INTO foreign_files VALUES (?, ?)", rows)

    def has_seen(self, folder: str) -> bool:
        """Whether a folder of DST was listed."""
        return self._db.execute("SELECT 1 FROM seen_folders WHERE folder = ?", (folder,)).fetchone() is not None

    def see(self, folder: str) -> None:
        """Note that a folder of DST was listed."""
        self._db.execute("INSERT INTO seen_folders VALUES (?)", (folder,))
