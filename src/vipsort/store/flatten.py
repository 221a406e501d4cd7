"""Folders of DST that only hold one other folder, merged into it; empty ones removed. Only those we made."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from vipsort.store.publish import publish


def flatten(dst: Path, made: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Merge and remove; yields (from, to) below `dst` for each folder whose content now lies one higher.

    `made` are the folders that this program made, deepest first. A folder that somebody else put a file into holds
    more than one thing and stays.
    """
    ours = set(made)
    for folder in sorted(ours, key=lambda path: (-path.count("/"), path)):
        with suppress(OSError):  # what cannot be moved or removed stays where it is
            entries = sorted(entry.name for entry in os.scandir(dst / folder))
            if not entries:
                (dst / folder).rmdir()
                continue
            only = f"{folder}/{entries[0]}"
            # Somebody may have put a link in its place: what that leads to is not ours.
            if len(entries) == 1 and only in ours and (dst / only).is_dir() and not (dst / only).is_symlink():
                _lift(dst / only)
                yield only, folder


def _lift(folder: Path) -> None:
    """Move everything in a folder one higher, where nothing else is, and remove it."""
    # Its own name may be the name of something in it.
    aside = folder.with_name(f".vipsort-{folder.name}")
    publish(folder, aside)
    for entry in sorted(each.name for each in aside.iterdir()):
        publish(aside / entry, folder.parent / entry)
    aside.rmdir()
