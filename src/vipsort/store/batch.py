"""What one step of a walk yields: files of one folder, and no more of each than was seen."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple, Self

from vipsort.photo.dates.sidecars import takeout_sidecar, xmp_sidecar
from vipsort.photo.model import Source
from vipsort.photo.tie import UNTIED, Tie
from vipsort.store.junk import is_junk_file

Found = tuple[bytes, int, int]
"""A file's name, its bytes, and its modification time in nanoseconds."""

_SIZE = itemgetter(1)


class Bar(NamedTuple):
    """Why a file is not to be opened, and whether it could not even be looked at."""

    why: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of one folder in byte order. Iterating makes a Source of each, which costs more than the walk itself did.

    `barred` are those that are not to be opened. `sidecars` are the names in the folder that may describe a picture.
    `ties` are of those that belong together: whoever goes with another one comes right after it, out of byte order.
    """

    folder: str
    found: Sequence[Found]
    barred: Mapping[bytes, Bar] = field(default_factory=dict)
    sidecars: frozenset[str] = frozenset()
    ties: Mapping[str, Tie] = field(default_factory=dict)

    @classmethod
    def lost(cls, path: str, why: str) -> Self:
        """A batch of something that could not be looked at."""
        folder, _slash, name = os.fsencode(path).rpartition(b"/")
        return cls(os.fsdecode(folder), [(name, 0, 0)], {name: Bar(why, lost=True)})

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Source]:
        return map(self._source, self.found)

    @property
    def names(self) -> tuple[tuple[bytes, bytes], Sequence[bytes]]:
        """The first and the last name in byte order, and those that came from elsewhere to what they go with."""
        if not self.ties:
            return (self.found[0][0], self.found[-1][0]), ()
        going = {os.fsencode(name) for name, tie in self.ties.items() if tie.companion_of}
        names = [name for name, _size, _mtime_ns in self.found]
        own = [name for name in names if name not in going] or names
        span = min(own), max(own)
        return span, [name for name in names if not span[0] <= name <= span[1]]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(_SIZE, self.found))

    @property
    def has_lost(self) -> bool:
        """Whether some of it could not be looked at."""
        return any(bar.lost for bar in self.barred.values())

    def but_for(self, done: Collection[Found]) -> Self:
        """The batch without what was found as it is among `done`; what is barred stays in it."""
        if not self.barred and done == self.found:  # in a second run nearly always, and looking each up takes longer
            return replace(self, found=[])
        gone = set(done)
        return replace(self, found=[file for file in self.found if file not in gone or file[0] in self.barred])

    def those(self, wanted: Callable[[Source], bool]) -> Self:
        """The batch of the sources that are wanted alone."""
        return replace(self, found=[file for file, source in zip(self.found, self, strict=True) if wanted(source)])

    def _source(self, found: Found) -> Source:
        name, size, mtime_ns = found
        filename = os.fsdecode(name)
        path = f"{self.folder}/{filename}" if self.folder else filename
        tie = self.ties.get(filename, UNTIED)
        if name in self.barred:
            return Source(path, size, mtime_ns, *self.barred[name], tie=tie)
        if is_junk_file(filename):
            return Source(path, size, mtime_ns, "left by a NAS or a camera", tie=tie)
        if not self.sidecars:
            return Source(path, size, mtime_ns, tie=tie)
        asked = (xmp_sidecar(filename, self.sidecars), takeout_sidecar(filename, self.sidecars))
        beside = tuple(sidecar for sidecar in asked if sidecar)
        if not beside and not filename.isascii():  # its tie knows those that are spelled in another Unicode form
            beside = tuple(sidecar for sidecar in tie.companions if sidecar.lower().endswith((".xmp", ".json")))
        return Source(path, size, mtime_ns, sidecars=beside, tie=tie)
