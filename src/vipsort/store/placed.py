"""What earlier runs put into DST and nobody took back, found by its bytes or by its name."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from vipsort.photo.model import Source, Twin
from vipsort.store.database import start_of
from vipsort.store.entering import Entering

_LYING = "target, placed_digest, size, source, digest"


@dataclass(frozen=True, slots=True)
class Lying:
    """A file that was placed in DST: where it lies, its bytes then, by their BLAKE3 and number, and whose they were."""

    target: str
    placed_digest: str
    size: int
    source: str
    digest: str


class Placed:
    """The files of the index, as they are entered."""

    def __init__(self, db: sqlite3.Connection, entering: Entering) -> None:
        self._db = db
        self._entering = entering

    def twin(self, digest: str, source: Source) -> Twin | None:
        """Where the same bytes went before."""
        row = self._first_of(digest, source)
        if row is None:
            return None
        (root, name), lying = row
        itself = (root, name) == (self._entering.root, os.fsencode(source.name))
        return Twin(lying.source, lying.target, is_itself=itself)

    def copy_of(self, digest: str, source: Source) -> Lying | None:
        """What lies in DST for a source of these bytes: its own copy before that of a twin."""
        row = self._first_of(digest, source)
        return row and row[1]

    def lying(self, after: str = "") -> Iterator[Lying]:
        """What was placed in DST and not taken back, ordered by target, from behind `after` on."""
        rows = self._db.execute(f"SELECT {_LYING} FROM files WHERE target > ? ORDER BY target", (after,))  # noqa: S608
        return map(_lying, rows)

    def is_ours(self, target: str) -> bool:
        """Whether a file of DST was placed by this program."""
        asked = (os.fsencode(target),)  # a stranger's name may be no UTF-8, which no text can hold
        return self._db.execute("SELECT 1 FROM files WHERE target = CAST(? AS TEXT)", asked).fetchone() is not None

    def holds(self, target: str, digest: str) -> bool:
        """Whether what was placed at a target is of the bytes of that digest."""
        found = self._db.execute("SELECT 1 FROM files WHERE target = ? AND digest = ?", (target, digest))
        return found.fetchone() is not None

    def _first_of(self, digest: str, source: Source) -> tuple[tuple[int, bytes], Lying] | None:
        row = self._db.execute(
            f"SELECT root, source, {_LYING} FROM files WHERE start = ? AND digest = ?"  # noqa: S608 - our own names
            " ORDER BY root = ? AND source = ? DESC, id LIMIT 1",
            (start_of(digest), digest, self._entering.root, os.fsencode(source.name)),
        ).fetchone()
        return row and (row[:2], _lying(row[2:]))


def _lying(row: tuple[str, str, int, bytes, str]) -> Lying:
    target, placed_digest, size, source, digest = row
    return Lying(target, placed_digest, size, os.fsdecode(source), digest)
