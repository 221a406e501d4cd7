"""Folders of DST that only hold one other folder, merged with it; empty ones removed. Only those we made."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from vipsort.photo.errors import RunError
from vipsort.photo.naming import folded
from vipsort.store.publish import publish
from vipsort.store.root import Entry, Root


def flatten(dst: Root, made: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Merge and remove; yields (from, to) below `dst` *before* the content of a folder is lifted one higher.

    Whoever asks for the next one has noted this one, so that a merge that is killed can be finished by `lift`.
    `made` are the folders that this program made. One that somebody else put a file into holds more than one thing
    and stays. Raises RunError.
    """
    ours = set(made)
    for folder in sorted(ours, key=lambda path: (-path.count("/"), path)):
        with suppress(OSError), dst.entry(folder) as (above, name):
            os.rmdir(name, dir_fd=above)
        only = _only_folder(dst, folder)
        if only and f"{folder}/{only}" in ours:
            yield f"{folder}/{only}", folder
            lift(dst, f"{folder}/{only}")


def lift(dst: Root, folder: str) -> None:
    """Move everything in a folder one higher, and remove it; what was done before is passed over. Raises RunError."""
    with suppress(FileNotFoundError):
        try:
            with dst.entry(folder) as (above, name), dst.folder(folder) as held:
                for entry in sorted(os.listdir(held)):  # noqa: PTH208 - a descriptor
                    publish(Entry(held, entry), Entry(above, entry))
                os.rmdir(name, dir_fd=above)
        except FileNotFoundError:
            raise
        except OSError as error:
            where = dst.path / folder
            raise RunError(f"cannot merge {where} with the folder above: {error.strerror}") from error


def _only_folder(dst: Root, folder: str) -> str:
    """The name of the one thing in a folder, if it is a folder itself whose content can lie where it lies."""
    with suppress(OSError), dst.folder(folder) as held, os.scandir(held) as found:
        entries = list(found)
        # Somebody may have put a link in its place: what that leads to is not ours.
        if len(entries) == 1 and entries[0].is_dir(follow_symlinks=False):
            name = entries[0].name
            with dst.folder(f"{folder}/{name}") as below:
                taken = {folded(each) for each in os.listdir(below)}  # noqa: PTH208 - a descriptor
            return "" if folded(name) in taken else name
    return ""
