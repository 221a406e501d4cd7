"""A finished file given its name, never over another one."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EMLINK}

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def publish(temporary: Path, target: Path) -> None:
    """Move `temporary` to `target`, both in one folder. Raises FileExistsError where the name is taken, OSError else.

    File systems differ in what they can: `renameat2` gives EINVAL on FUSE, `link` fails on FAT and on some shares,
    reserving the name with O_EXCL works everywhere.
    """
    for way in (_rename_without_replacing, _link, _reserve_and_replace):
        try:
            way(temporary, target)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        else:
            return
    raise OSError(errno.ENOTSUP, "no way to name a file without replacing another", str(target))


def _rename_without_replacing(temporary: Path, target: Path) -> None:
    renameat2 = getattr(_libc, "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, "no renameat2 here")
    if renameat2(_AT_FDCWD, os.fsencode(temporary), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(target))


def _link(temporary: Path, target: Path) -> None:
    os.link(temporary, target)
    temporary.unlink()


def _reserve_and_replace(temporary: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        temporary.replace(target)  # over our own reservation
    except OSError:
        target.unlink()
        raise
