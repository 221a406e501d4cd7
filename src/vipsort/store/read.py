"""A source read once, in one go: its bytes or, for a giant, the open file; and its digest."""

import io
import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
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

_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # follows no link, waits for no pipe
_IRREGULAR = "is no regular file any more"
_AHEAD = 1 << 17  # bytes that a share is asked for in any case
_TRIES = 2  # of reading what is not as the walk saw it


class Passing(PassingFault, Unreadable):
    """A share that hiccups, or a file that is being written."""


@dataclass(slots=True)
class Fetched:
    """A file's bytes, or the open file where it is too big; its BLAKE3; and the source as it was when read."""

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
    try:
        with os.fdopen(open_regular(src, source.beside(name)), "rb") as file:
            return file.read(SIDECAR_MOST)
    except (OSError, Unreadable):
        return b""


def digest_of(root: Root, name: str) -> str:
    """The BLAKE3 of a file as it lies on the disk, in hexadecimal. Raises OSError, Unreadable where it is no file."""
    descriptor = open_regular(root, name)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)  # the disk is asked, not the page cache
        return _digest_in_chunks(descriptor)[0]
    finally:
        os.close(descriptor)


def open_regular(root: Root, name: str) -> int:
    """A regular file's descriptor; follows no link and waits for no pipe. Raises OSError, Unreadable."""
    descriptor = root.open_file(name, _READING)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable(_IRREGULAR)
    return descriptor


def _read(src: Root, source: Source, most: int) -> Fetched:
    """Ask nothing that the walk was told already: what is as the walk saw it once it is read did not change."""
    with _opened(src, source.name) as descriptor:
        for _ in range(_TRIES):
            if source.size <= most:
                data = _whole(descriptor, source.size)
                digest, length = blake3(data).hexdigest(), len(data)
            else:
                digest, length = _digest_in_chunks(descriptor, source.size + 1)
            now = os.fstat(descriptor)
            if not stat.S_ISREG(now.st_mode):
                raise Unreadable(_IRREGULAR)
            seen, source = source, replace(source, size=now.st_size, mtime_ns=now.st_mtime_ns)
            if source == seen and length == seen.size:
                return Fetched(source, data if seen.size <= most else _held_open(descriptor), digest)
            os.lseek(descriptor, 0, os.SEEK_SET)
        raise Passing("changed while it was read")


@contextmanager
def _opened(src: Root, name: str) -> Iterator[int]:
    descriptor = src.open_file(name, _READING)
    try:
        yield descriptor
    except OSError as error:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise
        raise Unreadable(_IRREGULAR) from error
    finally:
        os.close(descriptor)


def _whole(descriptor: int, size: int) -> bytes:
    """The `size` bytes of a file, or one more where it says that it has less than it has."""
    if size > _AHEAD:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)  # more of it is asked for at once
    parts = [os.read(descriptor, size + 1)]
    length = len(parts[0])
    while length < size and parts[-1]:
        parts.append(os.read(descriptor, size + 1 - length))
        length += len(parts[-1])
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _held_open(descriptor: int) -> BinaryIO:
    return io.BufferedReader(io.FileIO(os.dup(descriptor)), CHUNK)


def _digest_in_chunks(descriptor: int, most: float = math.inf) -> tuple[str, int]:
    hasher, length = blake3(), 0
    while length < most and (chunk := os.read(descriptor, CHUNK)):
        hasher.update(chunk)
        length += len(chunk)
    return hasher.hexdigest(), length
