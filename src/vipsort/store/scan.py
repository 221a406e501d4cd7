"""A tree of any size as a stream of sources, in one fixed order, never listed into memory."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from vipsort.photo.dates.sidecars import takeout_sidecar, xmp_sidecar
from vipsort.photo.model import Source
from vipsort.store.junk import is_junk_file, is_junk_folder
from vipsort.store.root import Root
from vipsort.store.spill import sorted_names

BATCH = 512
"""Sources at most that one step of the walk yields; all of one folder, so that they can be looked up together."""

_FILE, _FOLDER = b"f", b"g"  # sort a folder's files before its folders
_SIDECARS = (".xmp", ".json")


def scan(src: Root, only: str = "") -> Iterator[list[Source]]:
    """Batches of what lies below `src`, or the one file that is asked for; files before folders, by byte order."""
    if only:
        yield [found(src, Path(only))]
        return
    pending: list[Iterator[bytes]] = [iter([b""])]
    while pending:
        folder = next(pending[-1], None)
        if folder is None:
            pending.pop()
            continue
        with ExitStack() as opened:
            try:
                held = opened.enter_context(src.folder(os.fsdecode(folder)))
                names, sidecars = _listed(held)
            except OSError as error:
                yield [Source(os.fsdecode(folder), 0, 0, barred=f"cannot be listed: {error.strerror}", lost=True)]
                continue
            files, folders = _files_then_folders(names)
            while batch := [_found(held, folder, name, sidecars) for name in islice(files, BATCH)]:
                yield batch
        pending.append(_below(folder, folders))


def found(src: Root, file: Path) -> Source:
    """The source of one file, whose path is relative to `src`, with what lies beside it. Raises OSError."""
    folder = b"" if file.parent == Path() else os.fsencode(file.parent)
    with src.folder(os.fsdecode(folder)) as held:
        _names, sidecars = _listed(held)
        return _found(held, folder, os.fsencode(file.name), sidecars)


def _listed(folder: int) -> tuple[Iterator[bytes], frozenset[str]]:
    """The folder's sorted entries, each with its kind in front, and the names of what describes pictures."""
    sidecars: set[str] = set()

    def marked() -> Iterator[bytes]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if not is_junk_folder(entry.name):
                        yield _FOLDER + os.fsencode(entry.name)
                    continue
                if entry.name.lower().endswith(_SIDECARS):
                    sidecars.add(entry.name)
                yield _FILE + os.fsencode(entry.name)

    names = sorted_names(marked())
    return names, frozenset(sidecars)


def _files_then_folders(names: Iterator[bytes]) -> tuple[Iterator[bytes], Iterator[bytes]]:
    first_folder: list[bytes] = []

    def files() -> Iterator[bytes]:
        for name in names:
            if name.startswith(_FOLDER):
                first_folder.append(name)
                return
            yield name[1:]

    def folders() -> Iterator[bytes]:
        yield from (name[1:] for name in first_folder)
        yield from (name[1:] for name in names)

    return files(), folders()


def _below(folder: bytes, names: Iterator[bytes]) -> Iterator[bytes]:
    return (folder + b"/" + name if folder else name for name in names)


def _found(held: int, folder: bytes, name: bytes, sidecars: frozenset[str]) -> Source:
    path = folder + b"/" + name if folder else name
    filename = os.fsdecode(name)
    try:
        found = os.lstat(name, dir_fd=held)
    except OSError as error:
        return Source(os.fsdecode(path), 0, 0, barred=f"cannot be looked at: {error.strerror}", lost=True)
    source = Source(os.fsdecode(path), found.st_size, found.st_mtime_ns, _barred(found.st_mode, filename))
    if not sidecars or source.barred:
        return source
    beside = (xmp_sidecar(filename, sidecars), takeout_sidecar(filename, sidecars))
    return Source(source.name, source.size, source.mtime_ns, sidecars=tuple(filter(None, beside)))


def _barred(mode: int, filename: str) -> str:
    """Why a file is not to be opened: a pipe would never end, a link leads elsewhere."""
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "left by a NAS or a camera" if is_junk_file(filename) else ""
