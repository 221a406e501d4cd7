"""The journal of a DST: one JSON line for each thing that happened; append-only, and the truth.

Lines are objects with a `kind`: ``start`` (run, at, src, version, src_on, dst_on:
what they lay on), ``making`` (folders, before they are made),
``outcome`` (a file's), ``moved`` (from, to: a folder, before it is merged with the one above) and ``end`` (the counts).
Readers pass over a line that a crash tore.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiofiles.threadpool import wrap
from anyio import Lock, to_thread

from vipsort.photo.errors import RunError
from vipsort.photo.making import Making
from vipsort.photo.model import Outcome

Record = Mapping[str, Any]

_TAIL = 1 << 16  # bytes; a last line is shorter


def to_record(outcome: Outcome) -> Record:
    """An outcome as a journal line; what does not apply is left out."""
    fields = {
        "kind": "outcome",
        "source": outcome.source.name,
        "verdict": outcome.verdict.value,
        "size": outcome.source.size,
        "mtime_ns": outcome.source.mtime_ns,
        "digest": outcome.digest,
        "target": outcome.target,
        "placed_digest": outcome.placed_digest,
        "bytes_out": outcome.bytes_out,
        "date": str(outcome.date) if outcome.date else "",
        "date_source": outcome.date_source,
        **making_record(outcome.making),
        "reason": outcome.reason,
    }
    return {key: field for key, field in fields.items() if field or key in {"size", "mtime_ns"}}


def making_record(making: Making) -> Record:
    """How new bytes came about; each step as quality, scale, bytes and share of a whole encode's work."""
    return {
        "quality": making.quality,
        "encodes": making.encodes,
        "predicted": making.predicted,
        "scale": making.scale if making.scale != 1 else None,
        "bound": making.bound.value if making.bound else "",
        "steps": [[step.quality, round(step.scale, 4), step.size, round(step.share, 3)] for step in making.steps],
    }


def read_records(path: Path, start: int = 0) -> Iterator[tuple[Record, int]]:
    """The records from a byte offset on, each with the offset behind it. Torn and foreign lines are passed over."""
    if not path.exists():
        return
    with path.open("rb") as file:
        file.seek(start)
        for line in file:
            start += len(line)
            if not line.endswith(b"\n"):
                return
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict) and isinstance(record.get("kind"), str):
                yield record, start


def last_record(path: Path) -> Record | None:
    """The last whole line that is one of ours; None for a journal without any in its last bytes."""
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
        with _writing(path):
            self._raw = path.open("ab", buffering=0)
            self._file = wrap(self._raw)
            self.length = path.stat().st_size
        # What a crash tore off stays a line of its own.
        self._torn = bool(self.length) and not _ends_whole(path)
        self._writing = Lock()

    async def append(self, records: Iterable[Record]) -> None:
        """Write records and make them durable. Raises RunError: without its journal a run must not go on."""
        # Names that are no UTF-8 are lone surrogates: only ASCII JSON brings them back as they were.
        lines = "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records)
        if not lines:
            return
        async with self._writing:
            data = ("\n" * self._torn + lines).encode("ascii")
            with _writing(self.path):
                while data:
                    data = data[await self._file.write(data) :]
                await to_thread.run_sync(os.fsync, self._file.fileno(), abandon_on_cancel=True)
            self._torn = False
            self.length = self.path.stat().st_size

    def close(self) -> None:
        """Give the descriptor back."""
        self._raw.close()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot write the journal {path}: {error.strerror}") from error


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
