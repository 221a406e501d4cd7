"""The database of the index, opened; an older or broken one is made anew, since it is only a cache."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vipsort.photo.errors import RunError, first_of

_SCHEMA_VERSION = 5  # raised when a table changes: an older cache is thrown away
_TABLES = """
CREATE TABLE journal (first_run TEXT, length INTEGER, root INTEGER, taken_back INTEGER);
CREATE TABLE roots (id INTEGER PRIMARY KEY, path BLOB UNIQUE);
CREATE TABLE sources (
    root INTEGER, folder BLOB, name BLOB, size INTEGER, mtime_ns INTEGER, verdict TEXT, reason BLOB, digest TEXT,
    day INTEGER, PRIMARY KEY (root, folder, name)) WITHOUT ROWID;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, target TEXT UNIQUE, placed_digest TEXT, size INTEGER,
    root INTEGER, source BLOB, digest TEXT, start INTEGER);
CREATE INDEX files_of_digest ON files (start);
CREATE TABLE names (folded BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE made (folder TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE leaving (root INTEGER, source BLOB, aside BLOB);
CREATE TABLE vacated (root INTEGER, folder BLOB, PRIMARY KEY (root, folder)) WITHOUT ROWID;
INSERT INTO journal VALUES ('', 0, 0, 0);
"""

# Digests come in no order: an index of whole ones has a page of its own to write for nearly every file, one of their
# starts is six times smaller.

# The run's own lock keeps others away: SQLite need not lock and unlock its file for every look-up.
_PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE; "
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000; PRAGMA temp_store = FILE;"
)


def sqlite_version() -> str:
    """The version of SQLite that is running."""
    return sqlite3.sqlite_version


def start_of(digest: str) -> int:
    """What the index of digests holds: their first 8 characters as a number."""
    return int.from_bytes(digest[:8].encode("ascii"))


def open_database(path: Path | None) -> sqlite3.Connection:
    """The database at `path` with its tables, or one on disk that goes with its connection where it is None.

    Raises RunError where there can be none.
    """
    try:
        return _with_tables(path)
    except sqlite3.DatabaseError as error:
        if path is None or isinstance(error, sqlite3.OperationalError):
            raise RunError(f"cannot open the index {path}: {error}; --state-dir chooses another place") from error
        remove_database(path)
        return _with_tables(path)


@contextmanager
def index_answering() -> Iterator[None]:
    """What the database says while it is used, a full disk or a broken page, stops the run. Raises RunError."""
    trouble: BaseException | None = None
    try:
        yield
    except* sqlite3.DatabaseError as group:
        trouble = first_of(group)
    if trouble:  # what is raised in the block above comes out as a group
        raise RunError(f"the index cannot be used: {trouble}; it may be removed, and is made anew") from trouble


def journal_length(path: Path) -> int:
    """Bytes of a journal that the database at `path` has taken over; 0 where there is none, or none of ours."""
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(path)) as db:
            return int(db.execute("SELECT length FROM journal").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def remove_database(path: Path) -> None:
    """Remove the database and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _with_tables(path: Path | None) -> sqlite3.Connection:
    # SQLite's own name for a temporary database on disk is the empty one.
    db = sqlite3.connect(path or "")
    try:
        db.executescript(_PRAGMAS)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version == 0:
            # All at once: half of the tables, after a kill, would be no index and no empty file either.
            db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_SCHEMA_VERSION}; COMMIT;")
        elif version != _SCHEMA_VERSION:
            raise sqlite3.DatabaseError("it is of another version")  # noqa: TRY301 - closed like any other
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
