"""What the kernel's events can still be had for: a user may watch so many folders (inotify(7)), and no more."""

import ctypes
import errno
import os

_IN_DELETE_SELF = 0x400  # the rarest of events


def watches_are_left() -> bool:
    """Whether one more folder could be watched by this user; where that cannot be asked, there are."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "inotify_init1"):
        return True
    line = libc.inotify_init1(os.O_CLOEXEC)
    if line < 0:
        return True  # no further instance, which says nothing of watches
    try:
        return libc.inotify_add_watch(line, b"/", _IN_DELETE_SELF) >= 0 or ctypes.get_errno() != errno.ENOSPC
    finally:
        os.close(line)
