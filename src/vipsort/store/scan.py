"""A tree of any size as a stream of batches, in one fixed order, never listed into memory."""

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from vipsort.photo.kinds import BURST, TELLING, is_sidecar
from vipsort.photo.model import Source
from vipsort.photo.tie import Tie
from vipsort.store.batch import Bar, Batch, Found
from vipsort.store.junk import is_junk_folder
from vipsort.store.persist import persistently
from vipsort.store.root import Root
from vipsort.store.spill import sorted_names
from vipsort.store.together import together

BATCH = 512
"""Files at most that one step of the walk yields; all of one folder, so that they can be looked up together."""

_FEW, _MOMENT = 2, 0.02  # a share is slow that takes so many seconds to tell of so few files
_AT_ONCE = 16  # files that a slow share is asked for
_FILE, _FOLDER = b"f", b"g"  # sort a folder's files before its folders
_LISTED = 128  # names between two beats: they come from the disk in chunks of such a size


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a walk bears with a share: how often it asks again, and whom it tells that it gets on.

    `looks` is false where names are enough: on a share a look at each file is a round trip.
    """

    retries: int = 0
    beat: Callable[[], object] = lambda: None
    looks: bool = True


def scan(src: Root, only: str = "", bearing: Bearing = Bearing()) -> Iterator[Batch]:
    """Batches of what lies below `src`, or the one file that is asked for; files before folders, by byte order.

    Raises RunError where SRC is gone.
    """
    if only:
        try:
            yield _one(src, Path(only), bearing)
        except OSError as error:
            src.check_after(error)
            yield Batch.lost(only, f"cannot be found: {error.strerror}")
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
            yield Batch.lost(os.fsdecode(folder), f"cannot be listed: {error.strerror}")
            continue
        with listing.held:
            files, folders = _files_then_folders(listing.names)
            yield from (_looked_at if bearing.looks else _named)(listing, files)
        pending.append(_below(folder, folders))


def _looked_at(listing: "_Listing", files: Iterator[bytes]) -> Iterator[Batch]:
    """The files of a folder in batches; on a slow share in small ones, whose files are looked at all at once."""
    for names, ties in together(files, listing.sidecars, BATCH) if listing.is_mixed else _apart(files):
        began = time.monotonic()
        few, rest = listing.found(names[:_FEW]), names[_FEW:]
        if time.monotonic() - began < _MOMENT:
            yield replace(_joined([few, listing.found(rest)]), ties=ties)
        elif ties:  # what belongs together stays in one batch
            yield replace(_joined([few, *_at_once(listing, rest)]), ties=ties)
        else:
            yield few
            for start in range(0, len(rest), _AT_ONCE):
                yield _joined(_at_once(listing, rest[start : start + _AT_ONCE]))


def _apart(files: Iterator[bytes]) -> Iterator[tuple[list[bytes], Mapping[str, Tie]]]:
    while names := list(islice(files, BATCH)):
        yield names, {}


def _at_once(listing: "_Listing", names: list[bytes]) -> list[Batch]:
    with ThreadPoolExecutor(_AT_ONCE) as looks:
        return list(looks.map(listing.found, ([name] for name in names)))


def _named(listing: "_Listing", files: Iterator[bytes]) -> Iterator[Batch]:
    """The files of a folder by their names alone, as if each were empty and from 1970."""
    while names := list(islice(files, BATCH)):
        yield Batch(os.fsdecode(listing.folder), [(name, 0, 0) for name in names])


def _joined(batches: list[Batch]) -> Batch:
    """One batch of several of a folder."""
    found = [file for batch in batches for file in batch.found]
    barred = {name: bar for batch in batches for name, bar in batch.barred.items()}
    return replace(batches[0], found=found, barred=barred)


def found(src: Root, file: Path, bearing: Bearing = Bearing()) -> Source:
    """The source of one file, whose path is relative to `src`, with what lies beside it. Raises OSError."""
    listing = _around(src, file, bearing)
    with listing.held:
        (source,) = listing.found([os.fsencode(file.name)])
        files, _folders = _files_then_folders(listing.names)
        for _names, ties in together(files, listing.sidecars, BATCH) if listing.is_mixed else ():
            if source.filename in ties:
                return replace(source, tie=ties[source.filename])
    return source


def _one(src: Root, file: Path, bearing: Bearing) -> Batch:
    listing = _around(src, file, bearing)
    with listing.held:
        return listing.found([os.fsencode(file.name)])


def _around(src: Root, file: Path, bearing: Bearing) -> "_Listing":
    """The folder that a file lies in."""
    folder = b"" if file.parent == Path() else os.fsencode(file.parent)
    return persistently(partial(_Listing.of, src, folder, bearing), bearing.retries)


@dataclass(frozen=True, slots=True)
class _Listing:
    """A folder held open: its sorted entries, each with its kind in front, and the names of what describes pictures.

    `is_mixed` where some of its files may belong together.
    """

    src: Root
    folder: bytes
    bearing: Bearing
    held: ExitStack
    descriptor: int
    names: Iterator[bytes]
    sidecars: frozenset[str]
    is_mixed: bool

    @classmethod
    def of(cls, src: Root, folder: bytes, bearing: Bearing) -> Self:
        """List a folder. Raises OSError."""
        told = _Told()
        with ExitStack() as opened:
            descriptor = opened.enter_context(src.folder(os.fsdecode(folder)))
            names = sorted_names(_marked(descriptor, told, bearing.beat))
            held = opened.pop_all()
        return cls(src, folder, bearing, held, descriptor, names, frozenset(told.sidecars), told.is_mixed)

    def found(self, names: list[bytes]) -> Batch:
        """Each of those names looked at, once. Raises RunError."""
        files: list[Found] = []
        barred: dict[bytes, Bar] = {}
        beat, descriptor = self.bearing.beat, self.descriptor
        for name in names:  # a walk comes here millions of times: next to nothing is done for a plain file
            beat()
            try:
                there = os.lstat(name, dir_fd=descriptor)
            except OSError:
                try:
                    there = self._asked_again(name)
                except OSError as error:
                    self.src.check_after(error)
                    files.append((name, 0, 0))
                    barred[name] = Bar(f"cannot be looked at: {error.strerror}", lost=True)
                    continue
            files.append((name, there.st_size, there.st_mtime_ns))
            if not stat.S_ISREG(there.st_mode):
                barred[name] = Bar("a symbolic link" if stat.S_ISLNK(there.st_mode) else "not a regular file")
        return Batch(os.fsdecode(self.folder), files, barred, self.sidecars)

    def _asked_again(self, name: bytes) -> os.stat_result:
        return persistently(partial(os.lstat, name, dir_fd=self.descriptor), self.bearing.retries)


@dataclass(slots=True)
class _Told:
    """What the names of a folder tell while they are listed."""

    sidecars: set[str] = field(default_factory=set)
    is_mixed: bool = False


def _marked(folder: int, told: _Told, beat: Callable[[], object]) -> Iterator[bytes]:
    with os.scandir(folder) as entries:
        while listed := list(islice(entries, _LISTED)):
            beat()
            for entry in listed:
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    if not is_junk_folder(name):
                        yield _FOLDER + os.fsencode(name)
                    continue
                if name[-3:].lower() in TELLING or BURST in name:
                    told.is_mixed = True
                    if is_sidecar(name):
                        told.sidecars.add(name)
                yield _FILE + os.fsencode(name)


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
