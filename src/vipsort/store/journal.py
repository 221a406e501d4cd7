"""The journal of a DST: one JSON line for each thing that happened; append-only, and the truth.

Lines are objects with a `kind`. What is about to be done: ``making`` (folders), ``placing`` (source, target, digest),
``removing`` (sources: each with the name that it is put aside under and its copy, which is durable), ``moved`` (from,
to: a folder is merged with the one above), ``undoing`` (run, targets). What was done: ``start`` (run, at, src, version,
trash, max_size, and what SRC and DST lay on), ``outcome`` (a file's), ``pace`` (how far the run is), ``end`` (the
counts), ``undone`` (run). A run whose process died has a ``start`` for each process, of the same `run`, with `after`:
what ended the one before. Readers pass over a line that a crash tore.
"""

import errno
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aiofiles.threadpool import wrap
from anyio import Lock, to_thread

from vipsort.photo.errors import RunError
from vipsort.store.records import Record

_TAIL = 1 << 16  # bytes; a last line is shorter
_FEW = 20  # words; to look for more takes longer than to parse
_OF_ALL = re.compile(rb'\{"kind":"(start|moved|undoing|undone)"')


def read_records(path: Path, start: int = 0) -> Iterator[tuple[Record, int]]:
    """The records from a byte offset on, each with the offset behind it. Torn and foreign lines are passed over.

    Raises RunError where it cannot be read.
    """
    for line, end in _lines(path, start):
        if record := _read(line):
            yield record, end


def records_about(path: Path, words: Collection[str]) -> Iterator[Record]:
    """The records that hold one of the words anywhere, and those of whole runs and folders.

    Other lines are not even parsed: that takes ten times as long as to look for a few words. Raises RunError.
    """
    written = [json.dumps(word)[1:-1].encode("ascii") for word in words]
    for line, _end in _lines(path, 0):
        if len(written) > _FEW or _OF_ALL.match(line) or any(word in line for word in written):
            record = _read(line)
            if record:
                yield record


def last_record(path: Path) -> Record | None:
    """The last whole line that is one of ours; None for a journal without any in its last bytes."""
    with _at(path, "read"):
        start = max(0, path.stat().st_size - _TAIL)
    last = None
    for record, _end in read_records(path, start):
        last = record
    return last


class Journal:
    """The journal open for appending. `length` is the offset behind the last durable line, in bytes."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path`. Raises RunError."""
        self.path = path
        with _at(path, "write"):
            self._raw = path.open("ab", buffering=0)
            self._file = wrap(self._raw)
            self.length = path.stat().st_size
            if self.length and not _ends_whole(path):
                self._raw.write(b"\n")  # what a crash tore off stays a line of its own
        self._writing = Lock()

    def announce(self, record: Record) -> None:
        """Write a record of what is about to be done, from any thread; durable with the next append. Raises RunError.

        One write of a file that is open for appending is not torn apart by another one.
        """
        line = _line(record)
        with _at(self.path, "write"):
            if os.write(self._raw.fileno(), line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def append(self, records: Iterable[Record]) -> None:
        """Write records and make them durable. Raises RunError: without its journal a run must not go on."""
        data = b"".join(map(_line, records))
        if not data:
            return
        async with self._writing:
            with _at(self.path, "write"):
                while data:
                    data = data[await self._file.write(data) :]
                await to_thread.run_sync(os.fsync, self._file.fileno(), abandon_on_cancel=True)
                self.length = self.path.stat().st_size

    def close(self) -> None:
        """Give the descriptor back."""
        self._raw.close()


def _lines(path: Path, start: int) -> Iterator[tuple[bytes, int]]:
    """Whole lines from a byte offset on, each with the offset behind it."""
    with _at(path, "read"), suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(start)
        for line in file:
            start += len(line)
            if not line.endswith(b"\n"):
                return
            yield line, start


def _read(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and isinstance(record.get("kind"), str) else None


def _line(record: Record) -> bytes:
    # Names that are no UTF-8 are lone surrogates: only ASCII JSON brings them back as they were.
    return (json.dumps(record, separators=(",", ":")) + "\n").encode("ascii")


@contextmanager
def _at(path: Path, doing: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot {doing} the journal {path}: {error.strerror}") from error


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
