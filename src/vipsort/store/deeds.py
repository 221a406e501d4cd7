"""What one run did, read out of the journal into a table on disk, so that it can be taken back file by file."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from vipsort.store.database import open_database
from vipsort.store.journal import read_records
from vipsort.store.records import Record

_TABLE = """
CREATE TABLE deeds (
    id INTEGER PRIMARY KEY, source BLOB UNIQUE, target TEXT, placed_digest TEXT, digest TEXT, mtime_ns INTEGER,
    aside BLOB);
CREATE INDEX deeds_at ON deeds (target);
"""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a run did with one file.

    `target` is where its bytes lie in DST now; `placed_digest` is empty where this run did not put them there.
    `aside` is the name that its original was put under when it left SRC, empty where it stayed.
    """

    source: str
    target: str
    placed_digest: str
    digest: str
    mtime_ns: int
    aside: str

    @property
    def was_removed(self) -> bool:
        """Whether its original left SRC."""
        return bool(self.aside)


class Deeds:
    """The deeds of one run."""

    def __init__(self, journal: Path, run: str) -> None:
        """Read them out of the journal."""
        self._db = open_database(None)
        self._db.executescript(_TABLE)
        self.folders: list[str] = []
        """The folders that the run made in DST."""
        is_its = False
        for record, _end in read_records(journal):
            if record["kind"] == "start":
                is_its = record.get("run") == run
            if is_its or record["kind"] == "moved":
                self._take(record)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._db.close()

    def __iter__(self) -> Iterator[Deed]:
        """In the order in which they were done."""
        rows = self._db.execute("SELECT source, target, placed_digest, digest, mtime_ns, aside FROM deeds ORDER BY id")
        for source, target, placed_digest, digest, mtime_ns, aside in rows:
            yield Deed(os.fsdecode(source), target, placed_digest, digest, mtime_ns, os.fsdecode(aside))

    def _take(self, record: Record) -> None:
        match record:
            case {"kind": "placing", "source": str(source)}:
                self._db.execute(
                    "INSERT OR REPLACE INTO deeds (source, target, placed_digest, digest, mtime_ns, aside)"
                    " VALUES (?, ?, ?, ?, ?, X'')",
                    (os.fsencode(source), *_told_of(record)),
                )
            case {"kind": "outcome", "source": str(source)}:
                # What was not announced was there before: it is somebody else's, or an earlier run's.
                target, _placed_digest, *rest = _told_of(record)
                self._db.execute(
                    "INSERT INTO deeds (source, target, placed_digest, digest, mtime_ns, aside)"
                    " VALUES (?, ?, '', ?, ?, X'') ON CONFLICT (source) DO UPDATE SET"
                    " placed_digest = CASE WHEN target = excluded.target THEN placed_digest ELSE '' END,"
                    " target = excluded.target",
                    (os.fsencode(source), target, *rest),
                )
            case {"kind": "removing", "sources": list(names)}:
                self._db.executemany(
                    "UPDATE deeds SET aside = ?, target = ? WHERE source = ?",
                    ((os.fsencode(aside), target, os.fsencode(source)) for source, aside, target in names),
                )
            case {"kind": "making", "folders": list(folders)}:
                self.folders += folders
            case {"kind": "moved", "from": str(old), "to": str(new)}:
                self._db.execute(
                    "UPDATE deeds SET target = ? || substr(target, ?) WHERE target > ? AND target < ?",
                    (new, len(old) + 1, f"{old}/", f"{old}0"),
                )


def _told_of(record: Record) -> tuple[str, str, str, int]:
    """Target, digest of what lies there, digest of the original, and its time."""
    target, placed_digest, digest = (str(record.get(key, "")) for key in ("target", "placed_digest", "digest"))
    return target, placed_digest, digest, record.get("mtime_ns", 0)
