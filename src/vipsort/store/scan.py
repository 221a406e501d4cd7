"""A tree of any size as a stream of batches, in one fixed order, never listed into memory."""

import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from vipsort.photo.model import Source
from vipsort.photo.tie import Tie
from vipsort.store.batch import Batch
from vipsort.store.listing import Bearing, Listing
from vipsort.store.persist import persistently
from vipsort.store.root import Root
from vipsort.store.together import together

BATCH = 512
"""Files at most that one step of the walk yields; all of one folder, so that they can be looked up together."""

_FEW, _MOMENT = 2, 0.02  # a share is slow that takes so many seconds to tell of so few files
_AT_ONCE = 16  # files that a slow share is asked for
_ON_A_DISK = Bearing()


def scan(src: Root, only: str = "", bearing: Bearing = _ON_A_DISK) -> Iterator[Batch]:
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
            listing = _listed(src, folder, bearing)
        except OSError as error:
            src.check_after(error)
            yield Batch.lost(os.fsdecode(folder), f"cannot be listed: {error.strerror}")
            continue
        with listing.held:
            files, folders = listing.files_then_folders()
            yield from (_looked_at if bearing.looks else _named)(listing, files)
        pending.append(_below(folder, folders))


def _looked_at(listing: Listing, files: Iterator[bytes]) -> Iterator[Batch]:
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


def _at_once(listing: Listing, names: list[bytes]) -> list[Batch]:
    with ThreadPoolExecutor(_AT_ONCE) as looks:
        return list(looks.map(listing.found, ([name] for name in names)))


def _named(listing: Listing, files: Iterator[bytes]) -> Iterator[Batch]:
    """The files of a folder by their names alone, as if each were empty and from 1970."""
    while names := list(islice(files, BATCH)):
        yield Batch(os.fsdecode(listing.folder), [(name, 0, 0) for name in names])


def _joined(batches: list[Batch]) -> Batch:
    """One batch of several of a folder."""
    found = [file for batch in batches for file in batch.found]
    barred = {name: bar for batch in batches for name, bar in batch.barred.items()}
    return replace(batches[0], found=found, barred=barred)


def found(src: Root, file: Path, bearing: Bearing = _ON_A_DISK) -> Source:
    """The source of one file, whose path is relative to `src`, with what lies beside it. Raises OSError."""
    listing = _around(src, file, bearing)
    with listing.held:
        (source,) = listing.found([os.fsencode(file.name)])
        files, _folders = listing.files_then_folders()
        for _names, ties in together(files, listing.sidecars, BATCH) if listing.is_mixed else ():
            if source.filename in ties:
                return replace(source, tie=ties[source.filename])
    return source


def _one(src: Root, file: Path, bearing: Bearing) -> Batch:
    listing = _around(src, file, bearing)
    with listing.held:
        return listing.found([os.fsencode(file.name)])


def _around(src: Root, file: Path, bearing: Bearing) -> Listing:
    """The folder that a file lies in."""
    folder = b"" if file.parent == Path() else os.fsencode(file.parent)
    return _listed(src, folder, bearing)


def _listed(src: Root, folder: bytes, bearing: Bearing) -> Listing:
    return persistently(partial(Listing.of, src, folder, bearing), bearing.retries)


def _below(folder: bytes, names: Iterator[bytes]) -> Iterator[bytes]:
    return (folder + b"/" + name if folder else name for name in names)
