"""What ``--flatten`` would make of a tree that is not there yet; `store/flatten.py` does it to one that is."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from vipsort.photo.naming import folded
from vipsort.show.forecast import Folder


def flattened(folders: Mapping[str, Folder], dst: Path, made: Collection[str]) -> dict[str, Folder]:
    """The folders under the paths that they would have. `made` are those that earlier runs made in `dst`."""
    planned = {above for folder in folders for above in _with_those_above(folder)}
    ours = {folder for folder in planned if not (dst / folder).exists()} | set(made)
    tree = dict(folders)
    below: dict[str, set[str]] = {folder: set() for folder in planned}
    for folder in planned:
        above, _slash, name = folder.rpartition("/")
        below.setdefault(above, set()).add(name)
    for folder in sorted(ours & planned, key=lambda path: (-path.count("/"), path)):
        names = below[folder] | _lying(dst / folder)
        if folder in tree or len(names) != 1:
            continue
        (only,) = names
        child = f"{folder}/{only}"
        if child in ours & planned and folded(only) not in map(folded, below[child] | _files(tree, child, dst)):
            below[folder] = below.pop(child)
            tree = {_lifted(path, child, folder): each for path, each in tree.items()}
            below = {_lifted(path, child, folder): each for path, each in below.items()}
    return tree


def _lifted(path: str, child: str, folder: str) -> str:
    return folder + path.removeprefix(child) if path == child or path.startswith(f"{child}/") else path


def _with_those_above(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _files(tree: Mapping[str, Folder], folder: str, dst: Path) -> set[str]:
    """The names of files in a folder, of those to come only what may be in the way of its own."""
    return _lying(dst / folder) | (tree[folder].namesakes if folder in tree else set())


def _lying(folder: Path) -> set[str]:
    """The names in a folder of DST that is there already."""
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - names alone
    except OSError:
        return set()
