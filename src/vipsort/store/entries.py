"""Names below SRC, DST or the trash: given to another, made durable, removed."""

import errno
import os
from contextlib import suppress

from vipsort.store.folders import sync, sync_folder
from vipsort.store.publish import publish
from vipsort.store.read import open_regular
from vipsort.store.root import Root

_STAYS = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EBUSY}
"""A folder that holds something, is none any more, or has a disk mounted on it."""


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
    with suppress(OSError):  # a folder that stays is no harm
        while folder and remove_if_empty(root, folder):
            folder = folder.rpartition("/")[0]


def remove_if_empty(root: Root, folder: str) -> bool:
    """Remove a folder that holds nothing; whether it is gone now. Raises OSError."""
    try:
        with root.entry(folder) as (above, name):
            os.rmdir(name, dir_fd=above)
    except FileNotFoundError:
        return True
    except OSError as error:
        if error.errno not in _STAYS:
            raise
        return False
    return True
