"""Folders of DST: made, listed, made durable, and rid of what a killed run left behind."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from vipsort.photo.errors import RunError, Unplaceable
from vipsort.photo.naming import OURS
from vipsort.store.faults import NO_SYNC, PASSING, STOPPING, PassingFault
from vipsort.store.root import Root

STATE_FOLDER = OURS
TEMPORARY_PREFIX, TEMPORARY_SUFFIX = f"{OURS}-", ".tmp"

_TEMPORARY = re.compile(re.escape(TEMPORARY_PREFIX) + "[0-9a-f]{16}" + re.escape(TEMPORARY_SUFFIX))


class Hiccup(PassingFault, Unplaceable):
    """A share that hiccups: the whole of it is to be written again."""


def missing_folders(dst: Root, folder: str) -> list[str]:
    """Which of a folder and those above it are not there, outermost first. Raises Unplaceable, RunError."""
    return [path for path in _with_those_above(folder) if not _has(dst, path)]


def make_folder(dst: Root, folder: str) -> None:
    """Make a folder with all above it, durably. Raises Unplaceable, RunError."""
    if _has(dst, folder, os.O_DIRECTORY):
        return
    for path in _with_those_above(folder):
        with writing(dst, path):
            with dst.entry(path) as (above, name), suppress(FileExistsError):
                os.mkdir(name, dir_fd=above)
            if not _has(dst, path, os.O_DIRECTORY):
                raise Unplaceable(f"{path} is no folder")
        sync_folder(dst, path.rpartition("/")[0])


def sync_folder(dst: Root, folder: str) -> None:
    """Make the names in a folder durable, where its file system can. Raises Unplaceable, RunError."""
    with writing(dst, folder), dst.folder(folder) as held:
        sync(dst, held)


def names_in(dst: Root, folder: str) -> list[str]:
    """The names in a folder, without our own; none where it is not there yet. Raises Unplaceable, RunError."""
    with writing(dst, folder):
        try:
            with dst.folder(folder) as held:
                return [name for name in os.listdir(held) if not is_ours(name)]  # noqa: PTH208 - a descriptor
        except (FileNotFoundError, NotADirectoryError):
            return []


def remove_leftovers(dst: Root) -> None:
    """Remove the temporary files that a killed run left behind."""
    pending = [""]
    while pending:
        folder = pending.pop()
        with suppress(OSError), dst.folder(folder) as held, os.scandir(held) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}/{entry.name}" if folder else entry.name)
                elif _TEMPORARY.fullmatch(entry.name):  # a picture of such a name may have been placed
                    with suppress(OSError):
                        os.unlink(entry.name, dir_fd=held)


def is_ours(name: str) -> bool:
    """Whether a name in a folder is one of this program's own."""
    return name == STATE_FOLDER or name.startswith(TEMPORARY_PREFIX)


def sync(dst: Root, descriptor: int) -> None:
    """Make what a descriptor leads to durable; that DST cannot is remarked. Never asked twice. Raises OSError.

    After a failed fsync the kernel calls the pages clean: a second one would succeed, and prove nothing.
    """
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NO_SYNC:
            raise
        dst.remarks.add(f"{dst.word} {dst.path} cannot sync: a power cut may lose what was placed last")


@contextmanager
def writing(dst: Root, folder: str) -> Iterator[None]:
    """Turn what a file system says while something in `folder` is written into Unplaceable, its Hiccup, or RunError."""
    try:
        yield
    except OSError as error:
        dst.check_after(error)
        if error.errno in STOPPING:
            raise RunError(f"cannot write to {dst.path / folder}: {STOPPING[error.errno]}") from error
        if error.errno == errno.EXDEV:
            raise Unplaceable(f"{folder} leads out of {dst.word}") from error
        kind = Hiccup if error.errno in PASSING else Unplaceable
        raise kind(f"cannot be written: {error.strerror}") from error


def _with_those_above(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _has(dst: Root, name: str, flags: int = 0) -> bool:
    with writing(dst, name):
        return dst.has(name, flags)
