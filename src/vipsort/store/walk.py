"""Every file below DST, without this program's own."""

import os
from collections.abc import Iterator

from vipsort.store.folders import is_ours
from vipsort.store.root import Root


def files_below(dst: Root) -> Iterator[str]:
    """The paths of all files, links and the like below a folder; a folder's own come in byte order. Raises OSError."""
    pending = [""]
    while pending:
        folder = pending.pop()
        below = []
        with dst.folder(folder) as held, os.scandir(held) as entries:
            for entry in sorted(entries, key=lambda entry: os.fsencode(entry.name)):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if folder or not is_ours(entry.name):
                        below.append(path)
                elif not is_ours(entry.name):
                    yield path
        pending += reversed(below)
