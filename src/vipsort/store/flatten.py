"""Folders of DST that only hold one other folder, merged with it; empty ones removed. Only those we made."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.photo.naming import folded
from vipsort.store.publish import publish


def flatten(dst: Path, made: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Merge and remove; yields (from, to) below `dst` *before* the content of a folder is lifted one higher.

    Whoever asks for the next one has noted this one, so that a merge that is killed can be finished by `lift`.
    `made` are the folders that this program made. One that somebody else put a file into holds more than one thing
    and stays. Raises RunError.
    """
    ours = set(made)
    for folder in sorted(ours, key=lambda path: (-path.count("/"), path)):
        with suppress(OSError):
            (dst / folder).rmdir()  # only an empty folder lets itself be removed
        only = _only_folder(dst / folder)
        if only and f"{folder}/{only}" in ours:
            yield f"{folder}/{only}", folder
            lift(dst / folder / only)


def lift(folder: Path) -> None:
    """Move everything in a folder one higher, and remove it; what was done before is passed over. Raises RunError."""
    with suppress(FileNotFoundError):
        try:
            for entry in sorted(folder.iterdir()):
                publish(entry, folder.parent / entry.name)
            folder.rmdir()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise RunError(f"cannot merge {folder} with the folder above: {error.strerror}") from error


def _only_folder(folder: Path) -> str:
    """The name of the one thing in a folder, if it is a folder itself whose content can lie where it lies."""
    with suppress(OSError):
        entries = list(os.scandir(folder))
        # Somebody may have put a link in its place: what that leads to is not ours.
        if len(entries) == 1 and entries[0].is_dir(follow_symlinks=False):
            name = entries[0].name
            taken = {folded(below) for below in os.listdir(folder / name)}  # noqa: PTH208 - names are all it takes
            return "" if folded(name) in taken else name
    return ""
