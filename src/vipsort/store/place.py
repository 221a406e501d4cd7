"""Bytes placed in DST: written beside their name, made durable, then named without replacing anything."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import BinaryIO

from blake3 import blake3

from vipsort.photo.errors import Unreadable
from vipsort.store.folders import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, make_folder, sync, writing
from vipsort.store.publish import publish
from vipsort.store.read import CHUNK, digest_of, open_regular
from vipsort.store.root import Entry, Root


class NameTaken(Exception):
    """Somebody put a file of that name there meanwhile."""


def nothing() -> None:
    """What is done before a name is given, where nothing is to be."""


def place(
    dst: Root, target: str, data: bytes | BinaryIO, mtime_ns: int, announce: Callable[[], None] = nothing
) -> None:
    """Write `data` under a name, in a folder that is made if it is missing, with a modification time.

    Once it is announced the bytes are durable, but for their name, which comes next. Raises NameTaken, Unplaceable for
    this file, RunError where no other file would fare better, and what `announce` raises.
    """
    with writing(dst, target.rpartition("/")[0]), _entry(dst, target) as wanted:
        temporary = Entry(wanted.folder, f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}")
        try:
            _write(dst, temporary, data, mtime_ns)
            announce()
            publish(temporary, wanted)
        except BaseException as error:
            with suppress(OSError):
                os.unlink(temporary.name, dir_fd=temporary.folder)
            if isinstance(error, FileExistsError):
                raise NameTaken(target) from error
            raise


def holds(dst: Root, target: str, data: bytes | BinaryIO) -> bool:
    """Whether a file, and no link to one, holds exactly these bytes."""
    try:
        if isinstance(data, bytes):
            with os.fdopen(open_regular(dst, target), "rb") as file:
                return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
        return digest_of(dst, target) == _digest(data)
    except (OSError, Unreadable):
        return False


def length(data: bytes | BinaryIO) -> int:
    """How many bytes there are."""
    return len(data) if isinstance(data, bytes) else data.seek(0, os.SEEK_END)


def _write(dst: Root, temporary: Entry, data: bytes | BinaryIO, mtime_ns: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary.name, flags, 0o666, dir_fd=temporary.folder)
    try:
        written = 0
        for chunk in _chunks(data):
            written += len(chunk)
            # A disk that gets full takes a part of what is written, and says so only when it is asked again.
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        # Some shares refuse other people's times: a picture without its own time is still a picture.
        with suppress(PermissionError):
            os.utime(descriptor, ns=(mtime_ns, mtime_ns))
        sync(dst, descriptor)
        if (there := os.fstat(descriptor).st_size) != written:
            raise OSError(errno.EIO, f"{there} of {written} bytes are there")
    finally:
        os.close(descriptor)  # a share may tell of a failed write only now


@contextmanager
def _entry(dst: Root, target: str) -> Iterator[Entry]:
    """Hold the folder of a name; only for one that is not there more is asked."""
    with ExitStack() as held:
        try:
            wanted = held.enter_context(dst.entry(target))
        except (FileNotFoundError, NotADirectoryError):
            make_folder(dst, target.rpartition("/")[0])
            wanted = held.enter_context(dst.entry(target))
        yield wanted


def _chunks(data: bytes | BinaryIO) -> Iterator[bytes | memoryview]:
    """All of it, a megabyte at a time: the kernel finds room for more in one piece only with trouble, at times."""
    if isinstance(data, bytes):
        whole = memoryview(data)
        yield from (whole[start : start + CHUNK] for start in range(0, len(whole), CHUNK))
        return
    data.seek(0)
    while chunk := data.read(CHUNK):
        yield chunk


def _digest(file: BinaryIO) -> str:
    hasher = blake3()
    for chunk in _chunks(file):
        hasher.update(chunk)
    return hasher.hexdigest()
