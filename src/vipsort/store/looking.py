"""Files looked at once more: their times, and whether somebody is writing to them at this moment."""

import fcntl
import os
import signal
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress

from vipsort.store.root import Root
from vipsort.store.waiting import Look

_HANDLE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


def looks_at(
    src: Root, folder: str, names: Sequence[bytes], beat: Callable[[], object], *, ask_who_writes: bool
) -> list[Look]:
    """Each regular file of a folder that is still there, without opening it but to ask who writes. Raises RunError."""
    found: list[Look] = []
    try:
        with src.folder(folder) as held:
            for name in names:
                beat()
                with suppress(FileNotFoundError):
                    there = os.lstat(name, dir_fd=held)
                    is_open = ask_who_writes and stat.S_ISREG(there.st_mode) and is_being_written(held, name)
                    found.append(Look(name, there.st_size, there.st_mtime_ns, there.st_ctime_ns, is_open))
    except OSError as error:
        src.check_after(error)  # else what cannot be looked at now is a failure when it is read
    return found


def is_being_written(folder: int, name: bytes) -> bool:
    """Whether anybody on this machine has a file open for writing; False where that cannot be told.

    The kernel gives a lease for reading only while nobody has (fcntl(2)), to the file's owner or to root, on local
    disks. It is given back at once: who opens the file to write at this moment waits for microseconds.
    """
    try:
        descriptor = os.open(name, _HANDLE, dir_fd=folder)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)  # were the lease broken: SIGIO, its default, would kill
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
