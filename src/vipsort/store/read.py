"""A source read once, in one go: its bytes or, for a giant, the open file; and its digest."""

import errno
import io
import os
import stat
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import BinaryIO

from blake3 import blake3

from vipsort.photo.errors import Unreadable
from vipsort.photo.model import Source
from vipsort.store.faults import PASSING, PassingFault
from vipsort.store.root import Root

HELD_WHOLE = 64_000_000
"""Bytes up to which a file is held in memory; a bigger one is hashed in chunks and decoded from its descriptor."""

SIDECAR_MOST = 1_000_000
"""Bytes of a sidecar that are looked at."""

CHUNK = 1 << 20
"""Bytes that are read at once where a file is not held whole."""


class Passing(PassingFault, Unreadable):
    """A share that hiccups, or a file that is being written."""


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


def read(src: Root, source: Source, most: int = HELD_WHOLE) -> Fetched:
    """The whole file, opened once, of at most so many bytes in memory. The caller closes it.

    Raises Passing where another try is worth it, Unreadable where none is, RunError where SRC is gone.
    """
    try:
        return _read(src, source, most)
    except OSError as error:
        src.check_after(error)
        kind = Passing if error.errno in PASSING else Unreadable
        raise kind(f"cannot be read: {error.strerror}") from error


def read_sidecar(src: Root, source: Source, name: str) -> bytes:
    """The start of a file beside the source; empty where it cannot be read."""
    path = f"{source.folder}/{name}" if source.folder else name
    try:
        with os.fdopen(open_regular(src, path), "rb") as file:
            return file.read(SIDECAR_MOST)
    except (OSError, Unreadable):
        return b""


def digest_of(root: Root, name: str) -> str:
    """The BLAKE3 of a file as it lies on the disk, in hexadecimal. Raises OSError, Unreadable where it is no file."""
    with os.fdopen(open_regular(root, name), "rb", buffering=0) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # the disk is asked, not the page cache
        return _digest_in_chunks(file)[0]


def open_regular(root: Root, name: str) -> int:
    """A regular file's descriptor; follows no link and waits for no pipe. Raises OSError, Unreadable."""
    descriptor = root.open_file(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("is no regular file any more")
    return descriptor


def _read(src: Root, source: Source, most: int) -> Fetched:
    with ExitStack() as opened:
        file = opened.enter_context(os.fdopen(open_regular(src, source.name), "rb", buffering=0))
        before = os.fstat(file.fileno())
        if before.st_size <= most:
            data: bytes | BinaryIO = (whole := _had(file.readall()))
            digest, length = blake3(whole).hexdigest(), len(whole)
        else:
            digest, length = _digest_in_chunks(file)
            data = io.BufferedReader(file, CHUNK)
        after = os.fstat(file.fileno())
        if (length, before.st_size, before.st_mtime_ns) != (after.st_size, after.st_size, after.st_mtime_ns):
            raise Passing("changed while it was read")
        if not isinstance(data, bytes):
            opened.pop_all()
        return Fetched(replace(source, size=length, mtime_ns=after.st_mtime_ns), data, digest)


def _digest_in_chunks(file: io.FileIO) -> tuple[str, int]:
    hasher = blake3()
    while chunk := _had(file.read(CHUNK)):
        hasher.update(chunk)
    return hasher.hexdigest(), file.seek(0, os.SEEK_CUR)


def _had(data: bytes | None) -> bytes:
    """What was read; Python makes None of EAGAIN."""
    if data is None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return data
