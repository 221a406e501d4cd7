"""A source read once, in one go: its bytes or, for a giant, the open file; and its digest."""

import errno
import io
import os
import stat
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from vipsort.photo.errors import Unreadable
from vipsort.photo.model import Source

HELD_WHOLE = 64_000_000
"""Bytes up to which a file is held in memory; a bigger one is hashed in chunks and decoded from its descriptor."""

SIDECAR_MOST = 1_000_000
"""Bytes of a sidecar that are looked at."""

_CHUNK = 1 << 20
_PASSING = {errno.EIO, errno.ESTALE, errno.EAGAIN, errno.EBUSY, errno.ETIMEDOUT, errno.EINTR}


class Passing(Unreadable):
    """A fault that another try may not meet: a share that hiccups, a file that is being written."""


@dataclass(slots=True)
class Fetched:
    """A file's bytes, or the open file where it is above HELD_WHOLE; its BLAKE3; and the source as it was when read."""

    source: Source
    data: bytes | BinaryIO
    digest: str

    def close(self) -> None:
        """Let go of the bytes, or of the descriptor."""
        if not isinstance(self.data, bytes):
            self.data.close()
        self.data = b""


def read(src: Path, source: Source) -> Fetched:
    """The whole file, opened once. The caller closes it.

    Raises Passing where another try is worth it, Unreadable where none is.
    """
    try:
        return _read(src, source)
    except OSError as error:
        kind = Passing if error.errno in _PASSING else Unreadable
        raise kind(f"cannot be read: {error.strerror}") from error


def read_sidecar(src: Path, source: Source, name: str) -> bytes:
    """The start of a file beside the source; empty where it cannot be read."""
    path = src / source.folder / name
    try:
        with os.fdopen(_open(path), "rb") as file:
            return file.read(SIDECAR_MOST)
    except (OSError, Unreadable):
        return b""


def _read(src: Path, source: Source) -> Fetched:
    with ExitStack() as opened:
        file = opened.enter_context(os.fdopen(_open(src / source.name), "rb", buffering=0))
        before = os.fstat(file.fileno())
        if before.st_size <= HELD_WHOLE:
            data: bytes | BinaryIO = (whole := file.readall())
            digest, length = blake3(whole).hexdigest(), len(whole)
        else:
            digest, length = _digest_in_chunks(file)
            data = io.BufferedReader(file, _CHUNK)
        after = os.fstat(file.fileno())
        if (length, before.st_size, before.st_mtime_ns) != (after.st_size, after.st_size, after.st_mtime_ns):
            raise Passing("changed while it was read")
        if not isinstance(data, bytes):
            opened.pop_all()
        return Fetched(replace(source, size=length, mtime_ns=after.st_mtime_ns), data, digest)


def _open(path: Path) -> int:
    """A regular file's descriptor; follows no link and waits for no pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("is no regular file any more")
    return descriptor


def _digest_in_chunks(file: io.FileIO) -> tuple[str, int]:
    hasher = blake3()
    while chunk := file.read(_CHUNK):
        hasher.update(chunk)
    return hasher.hexdigest(), file.seek(0, os.SEEK_CUR)
