"""A name opened below a folder that is held by its descriptor, wherever links on the way may lead."""

import ctypes
import errno
import os
import sys
from typing import ClassVar

HANDLE = getattr(os, "O_PATH", os.O_RDONLY)
"""Flags for what is only passed through: no share is asked to open it."""

_OPENAT2 = 437  # the same number on every machine but Alpha; glibc has no function for it
_NO_MAGICLINKS, _BENEATH = 0x02, 0x08
_UNSUPPORTED = {errno.ENOSYS, errno.EPERM}  # an old kernel, or a container's filter
_TRIES = 100  # EAGAIN: something was renamed while the kernel went up by ".."

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class _How(ctypes.Structure):
    _fields_: ClassVar = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


def open_beneath(root: int, name: str, flags: int) -> int:
    """A descriptor of `name`, whose parts are parted by "/"; the folder itself where it is empty. Raises OSError.

    EXDEV where a link leads out of the folder. Links that stay inside are followed where the kernel has openat2;
    without it no link is.
    """
    flags |= os.O_CLOEXEC
    try:
        return _by_kernel(root, os.fsencode(name) or b".", flags)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    return _by_steps(root, name, flags)


def _by_kernel(root: int, name: bytes, flags: int) -> int:
    if _libc is None:
        raise OSError(errno.ENOSYS, "no openat2 here")
    how = _How(flags, 0o666 if flags & os.O_CREAT else 0, _BENEATH | _NO_MAGICLINKS)
    for _ in range(_TRIES):
        descriptor = int(_libc.syscall(_OPENAT2, root, name, ctypes.byref(how), ctypes.sizeof(how)))
        if descriptor >= 0:
            return descriptor
        if ctypes.get_errno() not in {errno.EAGAIN, errno.EINTR}:
            break
    code = ctypes.get_errno()
    raise OSError(code, "a link leads out of it" if code == errno.EXDEV else os.strerror(code), os.fsdecode(name))


def _by_steps(root: int, name: str, flags: int) -> int:
    *folders, last = name.split("/")
    if ".." in (*folders, last):
        raise OSError(errno.EXDEV, "a name leads out of it", name)
    held = os.dup(root)
    try:
        for folder in folders:
            above, held = held, os.open(folder, HANDLE | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=held)
            os.close(above)
        return os.open(last or ".", flags | os.O_NOFOLLOW, 0o666, dir_fd=held)
    finally:
        os.close(held)
