"""Names below SRC, DST or the trash: looked for, given to another, made durable, removed."""

import os
from contextlib import suppress

from vipsort.store.beneath import HANDLE
from vipsort.store.folders import sync, sync_folder
from vipsort.store.publish import publish
from vipsort.store.read import open_regular
from vipsort.store.root import Root


def is_there(root: Root, name: str) -> bool:
    """Whether anything has that name. Raises OSError where that cannot be told."""
    try:
        os.close(root.open_file(name, HANDLE))
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def move(root: Root, name: str, to: str) -> None:
    """Give a file another name in its folder, never over another one. Raises OSError."""
    with root.entry(name) as old, root.entry(to) as new:
        publish(old, new)


def make_durable(root: Root, name: str) -> None:
    """A file that was there before, or that somebody else made, may never have been synced. Raises OSError."""
    descriptor = open_regular(root, name)
    try:
        sync(root, descriptor)
    finally:
        os.close(descriptor)
    sync_folder(root, name.rpartition("/")[0])


def remove(root: Root, name: str) -> None:
    """Remove a file; one that is gone is no error. Raises OSError."""
    with suppress(FileNotFoundError), root.entry(name) as (folder, last):
        os.unlink(last, dir_fd=folder)


def remove_empty(root: Root, folder: str) -> None:
    """Remove a folder that holds nothing, and those above it that held nothing else; never the root itself."""
    with suppress(OSError):  # only an empty folder lets itself be removed
        while folder:
            with root.entry(folder) as (above, name):
                os.rmdir(name, dir_fd=above)
            folder = folder.rpartition("/")[0]
