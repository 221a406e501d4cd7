"""A finished file given its name, never over another one."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Mapping

from vipsort.store.root import Entry

_RENAME_NOREPLACE = 1
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EMLINK}

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def publish(temporary: Entry, target: Entry) -> None:
    """Move `temporary` to `target`, on one file system. Raises FileExistsError where the name is taken, OSError else.

    File systems differ in what they can: `renameat2` gives EINVAL on FUSE, `link` fails on FAT and on some shares,
    reserving the name works everywhere.
    """
    for way in WAYS.values():
        try:
            way(temporary, target)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        else:
            return
    raise OSError(errno.ENOTSUP, "no way to name a file without replacing another", target.name)


def _rename_without_replacing(temporary: Entry, target: Entry) -> None:
    renameat2 = getattr(_libc, "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, "no renameat2 here")
    old, new = os.fsencode(temporary.name), os.fsencode(target.name)
    if renameat2(temporary.folder, old, target.folder, new, _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), target.name)


def _link(temporary: Entry, target: Entry) -> None:
    os.link(
        temporary.name,
        target.name,
        src_dir_fd=temporary.folder,
        dst_dir_fd=target.folder,
        follow_symlinks=False,
    )
    os.unlink(temporary.name, dir_fd=temporary.folder)


def _reserve_and_replace(temporary: Entry, target: Entry) -> None:
    """Over our own reservation: an empty file, or an empty folder where a folder is moved."""
    is_folder = stat.S_ISDIR(os.lstat(temporary.name, dir_fd=temporary.folder).st_mode)
    if is_folder:
        os.mkdir(target.name, dir_fd=target.folder)
    else:
        os.close(os.open(target.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, dir_fd=target.folder))
    try:
        os.replace(temporary.name, target.name, src_dir_fd=temporary.folder, dst_dir_fd=target.folder)
    except OSError:
        (os.rmdir if is_folder else os.unlink)(target.name, dir_fd=target.folder)
        raise


WAYS: Mapping[str, Callable[[Entry, Entry], None]] = {
    "renameat2 without replacing": _rename_without_replacing,
    "link, then unlink": _link,
    "a name reserved with O_EXCL, then renamed over": _reserve_and_replace,
}
"""The ways to give a name without replacing, by what they are called for people; tried in this order."""
