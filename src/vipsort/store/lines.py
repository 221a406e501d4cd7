"""What one run did with each file, in a table on disk: a million files take no more memory than a thousand."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from vipsort.photo.errors import RunError
from vipsort.photo.model import Verdict

_TABLE = """
PRAGMA cache_size = -4000; PRAGMA temp_store = FILE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE lines (
    source BLOB PRIMARY KEY, verdict TEXT, size INTEGER, bytes_out INTEGER, folder INTEGER, filename BLOB, date TEXT,
    date_source BLOB, reason BLOB, quality INTEGER, scale REAL, bound TEXT, encodes INTEGER, digest TEXT,
    placed_digest TEXT, seconds REAL, rejected TEXT, companion_of BLOB, format TEXT) WITHOUT ROWID;
BEGIN;
"""
_TAKE = "INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Rejected(NamedTuple):
    """What spoke of a date and was not believed: where it stood, its words, and why."""

    source: str
    text: str
    why: str


class Line(NamedTuple):
    """What became of one file. `folder` is a number of `Retold.folders`; `seconds` is 0 where it was not measured.

    A tuple and no dataclass: two of them are made of each file, and a tuple costs a fraction.
    """

    source: str
    verdict: Verdict
    size: int
    bytes_out: int
    folder: int
    filename: str
    date: str
    date_source: str
    reason: str
    quality: int | None
    scale: float
    bound: str
    encodes: int
    digest: str
    placed_digest: str
    seconds: float
    rejected: tuple[Rejected, ...]
    companion_of: str
    format: str  # of the original, by the ending of its name

    @property
    def saved(self) -> int:
        """Bytes that the placed file is smaller than its original."""
        return self.size - self.bytes_out if self.verdict is Verdict.PLACED else 0


class Lines:
    """Each file as it was told last, and questions about all of them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        db.executescript(_TABLE)
        self._db = db

    def take(self, line: Line) -> None:
        """One more, or another word on one that was told before. Raises ValueError where it makes no sense."""
        try:
            self._db.execute(_TAKE, _row(line))
        except (sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError) as error:
            raise ValueError(str(error)) from error

    def __len__(self) -> int:
        ((count,),) = self.ask("SELECT count(*) FROM lines")
        return int(count)

    def __iter__(self) -> Iterator[Line]:
        """All, by their names."""
        return self.where("1 ORDER BY source")

    def where(self, which: str, *values: object) -> Iterator[Line]:
        """Those that a condition in SQL fits."""
        return map(_line, self.ask(f"SELECT * FROM lines WHERE {which}", *values))  # noqa: S608 - no word of others

    def ask(self, asked: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a question in SQL."""
        return self._db.execute(asked, values)


@contextmanager
def no_lines() -> Iterator[Lines]:
    """A table for lines, gone with its end. Raises RunError where there is no room for it, even later."""
    try:
        # SQLite's own name for a temporary database on disk is the empty one.
        with closing(sqlite3.connect("", check_same_thread=False)) as db:
            yield Lines(db)
    except sqlite3.Error as error:
        raise RunError(f"a temporary file is of no use: {error}; SQLITE_TMPDIR names another folder for it") from error


def _row(line: Line) -> tuple[object, ...]:
    """Text that may hold names is kept as bytes: SQLite takes no halves of characters."""
    return (
        _bytes(line.source), line.verdict.value, line.size, line.bytes_out, line.folder, _bytes(line.filename),
        line.date, _bytes(line.date_source), _bytes(line.reason), line.quality, line.scale, line.bound, line.encodes,
        line.digest, line.placed_digest, line.seconds, json.dumps(line.rejected) if line.rejected else "",
        _bytes(line.companion_of), line.format,
    )  # fmt: skip


def _line(row: tuple[Any, ...]) -> Line:
    source, verdict, size, bytes_out, folder, filename, date, date_source, reason, *more = row
    quality, scale, bound, encodes, digest, placed_digest, seconds, rejected, companion_of, format_ = more
    return Line(
        text_of(source), Verdict(verdict), size, bytes_out, folder, text_of(filename),
        date, text_of(date_source), text_of(reason), quality, scale, bound, encodes, digest, placed_digest, seconds,
        tuple(Rejected(*each) for each in json.loads(rejected)) if rejected else (), text_of(companion_of), format_,
    )  # fmt: skip


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def text_of(kept: bytes) -> str:
    """What was kept as bytes."""
    return kept.decode("utf-8", "surrogatepass")
