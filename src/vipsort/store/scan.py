"""A tree of any size as a stream of sources, in one fixed order, never listed into memory."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from vipsort.photo.dates.sidecars import takeout_sidecar, xmp_sidecar
from vipsort.photo.model import Source
from vipsort.store.junk import is_junk_file, is_junk_folder
from vipsort.store.persist import persistently
from vipsort.store.root import Root
from vipsort.store.spill import sorted_names

BATCH = 512
"""Sources at most that one step of the walk yields; all of one folder, so that they can be looked up together."""

_FEW, _MOMENT = 2, 0.02  # a share is slow that takes so many seconds to tell of so few files
_AT_ONCE = 16  # files that a slow share is asked for
_FILE, _FOLDER = b"f", b"g"  # sort a folder's files before its folders
_SIDECARS = (".xmp", ".json")


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a walk bears with a share: how often it asks again, and whom it tells that it gets on."""

    retries: int = 0
    beat: Callable[[], object] = lambda: None


def scan(src: Root, only: str = "", bearing: Bearing = Bearing()) -> Iterator[list[Source]]:
    """Batches of what lies below `src`, or the one file that is asked for; files before folders, by byte order.

    Raises RunError where SRC is gone.
    """
    if only:
        try:
            yield [found(src, Path(only), bearing)]
        except OSError as error:
            src.check_after(error)
            yield [Source(only, 0, 0, barred=f"cannot be found: {error.strerror}", lost=True)]
        return
    pending: list[Iterator[bytes]] = [iter([b""])]
    while pending:
        folder = next(pending[-1], None)
        if folder is None:
            pending.pop()
            continue
        try:
            listing = persistently(partial(_Listing.of, src, folder, bearing), bearing.retries)
        except OSError as error:
            src.check_after(error)
            yield [Source(os.fsdecode(folder), 0, 0, barred=f"cannot be listed: {error.strerror}", lost=True)]
            continue
        with listing.held:
            files, folders = _files_then_folders(listing.names)
            yield from _looked_at(listing, files)
        pending.append(_below(folder, folders))


def _looked_at(listing: "_Listing", files: Iterator[bytes]) -> Iterator[list[Source]]:
    """The files of a folder in batches; on a slow share in small ones, looked at all at once."""
    while names := list(islice(files, BATCH)):
        began = time.monotonic()
        few = [listing.found(name) for name in names[:_FEW]]
        if time.monotonic() - began < _MOMENT:
            yield few + [listing.found(name) for name in names[_FEW:]]
            continue
        yield few
        for start in range(_FEW, len(names), _AT_ONCE):
            with ThreadPoolExecutor(_AT_ONCE) as looks:
                batch = list(looks.map(listing.found, names[start : start + _AT_ONCE]))
            yield batch


def found(src: Root, file: Path, bearing: Bearing = Bearing()) -> Source:
    """The source of one file, whose path is relative to `src`, with what lies beside it. Raises OSError."""
    folder = b"" if file.parent == Path() else os.fsencode(file.parent)
    listing = persistently(partial(_Listing.of, src, folder, bearing), bearing.retries)
    with listing.held:
        return listing.found(os.fsencode(file.name))


@dataclass(frozen=True, slots=True)
class _Listing:
    """A folder held open: its sorted entries, each with its kind in front, and the names of what describes pictures."""

    src: Root
    folder: bytes
    bearing: Bearing
    held: ExitStack
    descriptor: int
    names: Iterator[bytes]
    sidecars: frozenset[str]

    @classmethod
    def of(cls, src: Root, folder: bytes, bearing: Bearing) -> Self:
        """List a folder. Raises OSError."""
        sidecars: set[str] = set()
        with ExitStack() as opened:
            descriptor = opened.enter_context(src.folder(os.fsdecode(folder)))
            names = sorted_names(_marked(descriptor, sidecars, bearing.beat))
            return cls(src, folder, bearing, opened.pop_all(), descriptor, names, frozenset(sidecars))

    def found(self, name: bytes) -> Source:
        """The source of that name; one that is lost where it cannot be looked at. Raises RunError."""
        self.bearing.beat()
        path = self.folder + b"/" + name if self.folder else name
        filename = os.fsdecode(name)
        try:
            found = persistently(partial(os.lstat, name, dir_fd=self.descriptor), self.bearing.retries)
        except OSError as error:
            self.src.check_after(error)
            return Source(os.fsdecode(path), 0, 0, barred=f"cannot be looked at: {error.strerror}", lost=True)
        source = Source(os.fsdecode(path), found.st_size, found.st_mtime_ns, _barred(found.st_mode, filename))
        if not self.sidecars or source.barred:
            return source
        beside = (xmp_sidecar(filename, self.sidecars), takeout_sidecar(filename, self.sidecars))
        return Source(source.name, source.size, source.mtime_ns, sidecars=tuple(filter(None, beside)))


def _marked(folder: int, sidecars: set[str], beat: Callable[[], object]) -> Iterator[bytes]:
    with os.scandir(folder) as entries:
        for entry in entries:
            beat()
            if entry.is_dir(follow_symlinks=False):
                if not is_junk_folder(entry.name):
                    yield _FOLDER + os.fsencode(entry.name)
                continue
            if entry.name.lower().endswith(_SIDECARS):
                sidecars.add(entry.name)
            yield _FILE + os.fsencode(entry.name)


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


def _barred(mode: int, filename: str) -> str:
    """Why a file is not to be opened: a pipe would never end, a link leads elsewhere."""
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "left by a NAS or a camera" if is_junk_file(filename) else ""
