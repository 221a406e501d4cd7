"""Bytes placed in DST: written beside their name, made durable, then named without replacing anything."""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from vipsort.photo.errors import RunError, Unplaceable
from vipsort.photo.naming import OURS
from vipsort.store.publish import publish

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = f"{OURS}-", ".tmp"
STATE_FOLDER = OURS

_TEMPORARY = re.compile(re.escape(TEMPORARY_PREFIX) + "[0-9a-f]{16}" + re.escape(TEMPORARY_SUFFIX))
_CHUNK = 1 << 20
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EROFS}
_STOPPING = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the quota is used up", errno.EROFS: "it is read-only"}


class NameTaken(Exception):
    """Somebody put a file of that name there meanwhile."""


def place(path: Path, data: bytes | BinaryIO, mtime_ns: int) -> None:
    """Write `data` to `path`, whose folder exists, with a modification time.

    Raises NameTaken, Unplaceable for this file, RunError where no other file would fare better.
    """
    temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    with _writing(path):
        try:
            _write(temporary, data, mtime_ns)
            publish(temporary, path)
        except FileExistsError as error:
            raise NameTaken(path.name) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def missing_folders(dst: Path, folder: str) -> list[str]:
    """Which of a folder below `dst` and those above it are not there, outermost first, as paths below `dst`."""
    parts = folder.split("/") if folder else []
    below = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return [path for path in below if not (dst / path).exists()]


def make_folder(folder: Path) -> None:
    """Make a folder with all above it, durably. Raises Unplaceable, RunError."""
    with _writing(folder):
        if folder.is_dir():
            return
        make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir()
        if not folder.is_dir():
            raise Unplaceable(f"{folder.name} is no folder")
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where its file system can."""
    with _writing(folder):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)


def holds(path: Path, data: bytes | BinaryIO) -> bool:
    """Whether a file holds exactly these bytes."""
    try:
        with path.open("rb") as file:
            if isinstance(data, bytes):
                return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
            data.seek(0)
            return _digest(file) == _digest(data)
    except OSError:
        return False


def names_in(folder: Path) -> list[str]:
    """The names in a folder of DST, without our own; none where it is not there yet."""
    try:
        return [entry.name for entry in folder.iterdir() if not _is_ours(entry.name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove_leftovers(dst: Path) -> None:
    """Remove the temporary files that a killed run left behind."""
    for folder, _folders, names in os.walk(dst):
        for name in names:
            if _TEMPORARY.fullmatch(name):  # a picture of such a name may have been placed
                with suppress(OSError):
                    (Path(folder) / name).unlink()


def _is_ours(name: str) -> bool:
    return name == STATE_FOLDER or name.startswith(TEMPORARY_PREFIX)


def _write(temporary: Path, data: bytes | BinaryIO, mtime_ns: int) -> None:
    with temporary.open("xb", buffering=0) as file:
        for chunk in _chunks(data):
            # A disk that gets full takes a part of what is written, and says so only when it is asked again.
            rest = memoryview(chunk)
            while rest:
                rest = rest[file.write(rest) :]
        # Some shares refuse other people's times: a picture without its own time is still a picture.
        with suppress(PermissionError):
            os.utime(file.fileno(), ns=(mtime_ns, mtime_ns))
        _sync(file.fileno())


def _chunks(data: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    data.seek(0)
    while chunk := data.read(_CHUNK):
        yield chunk


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _digest(file: BinaryIO) -> str:
    hasher = blake3()
    while chunk := file.read(_CHUNK):
        hasher.update(chunk)
    return hasher.hexdigest()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _STOPPING:
            raise RunError(f"cannot write to {path.parent}: {_STOPPING[error.errno]}") from error
        raise Unplaceable(f"cannot be written: {error.strerror}") from error
