"""The names that were given in DST, now or earlier, and the stems that leaders keep for what goes with them."""

import os
import sqlite3

from vipsort.photo.naming import has_stem


class GivenNames:
    """Asked without regard to case and Unicode form."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def has(self, folded_path: str) -> bool:
        """Whether a target was given that name."""
        found = self._db.execute("SELECT 1 FROM names WHERE folded = ?", (os.fsencode(folded_path),))
        return found.fetchone() is not None

    def has_stem(self, folded_stem: str) -> bool:
        """Whether a target was given a name of that stem, with whatever ending."""
        return is_any_of_stem(self._db, "names", folded_stem)


def is_any_of_stem(db: sqlite3.Connection, table: str, folded_stem: str) -> bool:
    """Whether one of the folded names of a table has that stem, with whatever ending."""
    span = (os.fsencode(f"{folded_stem}."), os.fsencode(f"{folded_stem}/"))  # "/" comes right behind "."
    rows = db.execute(f"SELECT folded FROM {table} WHERE folded >= ? AND folded < ?", span)  # noqa: S608 - our own
    return any(has_stem(os.fsdecode(name), folded_stem) for (name,) in rows)
