"""A share as poor as they come, in FUSE: one case for all names, times of two seconds, no links, some names refused.

``python poor_share.py FOLDER MOUNT [no-fsync]`` serves until it is unmounted.
"""
# ruff: noqa: ARG002, PTH208 - the arguments are FUSE's, and names are what it wants

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

mfusepy: Any = import_module("mfusepy")  # not everybody who reads this has it

_GRAIN = 2 * 10**9  # ns
_REFUSED = frozenset(':?*"<>|')


class PoorShare(mfusepy.Operations):  # type: ignore[misc]
    """A folder as that share shows it."""

    use_ns = True

    def __init__(self, folder: str, *, syncs: bool) -> None:
        self._folder = folder
        self._syncs = syncs

    def getattr(self, path: str, fh: int | None = None) -> dict[str, int]:
        told = os.lstat(self._real(path))
        kept = {key: getattr(told, key) for key in ("st_mode", "st_ino", "st_nlink", "st_uid", "st_gid", "st_size")}
        times = {f"st_{which}time": getattr(told, f"st_{which}time_ns") // _GRAIN * _GRAIN for which in "amc"}
        return kept | times

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *os.listdir(self._real(path))]

    def open(self, path: str, flags: int) -> int:
        return os.open(self._real(path), flags & ~(os.O_CREAT | os.O_EXCL))

    def create(self, path: str, mode: int, fi: object = None) -> int:
        return os.open(self._new(path), os.O_RDWR | os.O_CREAT, mode)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return os.pread(fh, size, offset)

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        return os.pwrite(fh, data, offset)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        os.truncate(self._real(path), length)

    def release(self, path: str, fh: int) -> None:
        os.close(fh)

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        if not self._syncs:
            raise mfusepy.FuseOSError(errno.EINVAL)

    def rename(self, old: str, new: str) -> None:
        Path(self._real(old)).replace(self._new(new))

    def unlink(self, path: str) -> None:
        Path(self._real(path)).unlink()

    def link(self, target: str, source: str) -> None:
        raise mfusepy.FuseOSError(errno.EPERM)

    def mkdir(self, path: str, mode: int) -> None:
        Path(self._new(path)).mkdir(mode)

    def rmdir(self, path: str) -> None:
        Path(self._real(path)).rmdir()

    def utimens(self, path: str, times: tuple[int, int]) -> None:
        os.utime(self._real(path), ns=times)

    def statfs(self, path: str) -> dict[str, int]:
        told = os.statvfs(self._folder)
        return {key: getattr(told, key) for key in ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_frsize")}

    def _real(self, path: str) -> str:
        """The path with each part in the case in which it is there."""
        here = self._folder
        for part in path.strip("/").split("/"):
            names = os.listdir(here) if Path(here).is_dir() else []
            here += "/" + next((name for name in names if name.casefold() == part.casefold()), part)
        return here

    def _new(self, path: str) -> str:
        if _REFUSED & set(path):
            raise mfusepy.FuseOSError(errno.EINVAL)
        return self._real(path)


if __name__ == "__main__":
    mfusepy.FUSE(PoorShare(sys.argv[1], syncs="no-fsync" not in sys.argv), sys.argv[2], foreground=True)
