"""A folder of SRC held open: its names in order, on disk where they are many, and a look at each file."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Self

from vipsort.photo.kinds import BURST, TELLING, is_sidecar
from vipsort.store.batch import Bar, Batch, Found
from vipsort.store.junk import is_junk_folder
from vipsort.store.persist import persistently
from vipsort.store.root import Root
from vipsort.store.spill import sorted_names

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


@dataclass(frozen=True, slots=True)
class Listing:
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

    def files_then_folders(self) -> tuple[Iterator[bytes], Iterator[bytes]]:
        """Its names, in that order only: the second is not to be begun before the first has ended."""
        first_folder: list[bytes] = []

        def files() -> Iterator[bytes]:
            for name in self.names:
                if name.startswith(_FOLDER):
                    first_folder.append(name)
                    return
                yield name[1:]

        def folders() -> Iterator[bytes]:
            yield from (name[1:] for name in first_folder)
            yield from (name[1:] for name in self.names)

        return files(), folders()

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
