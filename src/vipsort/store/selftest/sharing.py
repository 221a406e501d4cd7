"""Whether a copy can share its blocks with its original."""

import errno
import fcntl
from pathlib import Path

from vipsort.store.selftest.finding import Finding

_FICLONE = 0x40049409  # linux/fs.h
_UNKNOWN = {errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.ENOSYS}


def reflink(folder: Path) -> Finding:
    """Tried: one file made a clone of another."""
    original, clone = folder / "original", folder / "clone"
    original.write_bytes(bytes(1 << 16))
    with original.open("rb") as source, clone.open("wb") as target:
        try:
            fcntl.ioctl(target, _FICLONE, source.fileno())
        except OSError as error:
            why = "not known there" if error.errno in _UNKNOWN else error.strerror
            return Finding("reflink", f"no: {why}; a copy takes its full room")
    return Finding("reflink", "a clone of a file shares its blocks")
