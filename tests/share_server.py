"""A share that fails: a folder mounted elsewhere through FUSE, by this process, which does what it is told to."""

import argparse
import errno
import fnmatch
import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_KEPT = 20  # seconds


@dataclass(slots=True)
class Fault:
    """What happens to an operation on a name, `times` times: an error, at most `most` bytes read, a hang, the end."""

    op: str
    name: str = "*"
    error: int = 0
    times: int = 10**9
    most: int = 0
    hangs: bool = False
    dies: bool = False


@dataclass(frozen=True, slots=True)
class Manners:
    """How a share is: `latency` in seconds an operation, `space` in bytes, `grain` of its times in nanoseconds.

    With `cached` the kernel keeps pages, and names for as long as sshfs lets it; what was listed is not asked
    for again, as with sshfs, NFS and SMB. `record` is a file that gets a line for each operation.
    """

    faults: tuple[Fault, ...] = ()
    latency: float = 0
    space: int = 10**15
    grain: int = 1
    any_case: bool = False
    cached: bool = False
    record: str = ""


@dataclass(slots=True)
class Passing:
    """The file system's operations, named as mfusepy calls them; each is passed to the real folder."""

    real: str
    manners: Manners
    opened: dict[int, str] = field(default_factory=dict)
    written: int = 0
    listed: set[str] = field(default_factory=set)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, op: str, path: str) -> int:
        """Do to an operation what is to be done; the bytes that a read may give."""
        if self.manners.record:
            self.note(op, path)
        time.sleep(self.manners.latency)
        with self.mutex:
            met = [each for each in self.manners.faults if each.op == op and each.times and _fits(each, path)]
            for fault in met:
                fault.times -= 1
        for fault in met:
            if fault.dies:
                os._exit(1)
            if fault.hangs:
                os.write(1, b"hangs\n")
                threading.Event().wait()
            if fault.error:
                raise OSError(fault.error, "as it was told")
        return min((fault.most for fault in met if fault.most), default=1 << 30)

    def note(self, op: str, path: str) -> None:
        """Add an operation to the record."""
        descriptor = os.open(self.manners.record, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, os.fsencode(f"{op} {path}\n"))
        os.close(descriptor)

    def there(self, path: str) -> Path:
        """The real path; of another case where the share does not mind."""
        folder, _slash, name = path.rpartition("/")
        above = self.there(folder) if folder else Path(self.real)
        if self.manners.any_case and above.is_dir():
            name = next((each.name for each in above.iterdir() if each.name.casefold() == name.casefold()), name)
        return above / name

    def getattr(self, path: str, _handle: int | None = None) -> dict[str, int]:
        if path.rpartition("/")[0] not in self.listed:
            self.meet("getattr", path)
        found = self.there(path).lstat()
        names = ("st_mode", "st_ino", "st_nlink", "st_uid", "st_gid", "st_size", "st_blocks")
        grain = self.manners.grain
        return {name: getattr(found, name) for name in names} | {
            f"st_{which}time": getattr(found, f"st_{which}time_ns") // grain * grain for which in "amc"
        }

    def readdir(self, path: str, _handle: int) -> list[tuple[str, dict[str, int], int]]:
        self.meet("readdir", path)
        if self.manners.cached:
            self.listed.add(path.rstrip("/"))
        real = self.there(path)
        kinds = {each.name: each.lstat().st_mode for each in real.iterdir()}
        return [(name, {"st_mode": mode}, 0) for name, mode in ({".": 0, "..": 0} | kinds).items()]

    def open(self, path: str, flags: int) -> int:
        self.meet("open", path)
        return os.open(self.there(path), flags)

    def create(self, path: str, mode: int, _flags: int = 0) -> int:
        self.meet("create", path)
        return os.open(self.there(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)

    def read(self, path: str, size: int, offset: int, handle: int) -> bytes:
        return os.pread(handle, min(size, self.meet("read", path)), offset)

    def write(self, path: str, data: bytes, offset: int, handle: int) -> int:
        self.meet("write", path)
        self.written += len(data)
        if self.written > self.manners.space:
            raise OSError(errno.ENOSPC, "full")
        return os.pwrite(handle, data, offset)

    def flush(self, path: str, _handle: int) -> int:
        return self.meet("flush", path) and 0

    def release(self, _path: str, handle: int) -> None:
        os.close(handle)

    def fsync(self, path: str, _data_only: int, handle: int) -> None:
        self.meet("fsync", path)
        os.fsync(handle)

    def fsyncdir(self, path: str, _data_only: int, _handle: int) -> int:
        return self.meet("fsyncdir", path) and 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        self.meet("utimens", path)
        os.utime(self.there(path), ns=times or (time.time_ns(),) * 2)

    def truncate(self, path: str, length: int, _handle: int | None = None) -> None:
        os.truncate(self.there(path), length)

    def rename(self, old: str, new: str) -> None:
        self.meet("rename", new)
        self.there(old).replace(self.there(new))

    def link(self, new: str, old: str) -> None:
        self.meet("link", new)
        os.link(self.there(old), self.there(new))

    def unlink(self, path: str) -> None:
        self.meet("unlink", path)
        self.there(path).unlink()

    def mkdir(self, path: str, mode: int) -> None:
        self.meet("mkdir", path)
        self.there(path).mkdir(mode)

    def rmdir(self, path: str) -> None:
        self.there(path).rmdir()

    def statfs(self, path: str) -> dict[str, int]:
        self.meet("statfs", path)
        found = os.statvfs(self.real)
        names = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_frsize", "f_namemax")
        return {name: getattr(found, name) for name in names}

    def init(self, _path: str) -> None:
        os.write(1, b"mounted\n")


def _fits(fault: Fault, path: str) -> bool:
    return fnmatch.fnmatch(path.rpartition("/")[2], fault.name)


def _serve(real: str, at: str, told: Mapping[str, Any]) -> None:
    import mfusepy  # noqa: PLC0415 - only the share's own process has it

    manners = Manners(**{**told, "faults": tuple(Fault(**fault) for fault in told["faults"])})
    passing = type("Passing", (Passing, mfusepy.Operations), {"use_ns": True})(real, manners)

    class Fuse(mfusepy.FUSE):
        def rename_fuse_3(self, old: bytes, new: bytes, flags: int) -> int:
            """As most shares do: there is no way not to replace."""
            return -errno.EINVAL if flags else int(super().rename_fuse_3(old, new, flags))

    # Where nothing is cached, the program asks and the share answers.
    kept = _KEPT if manners.cached else 0
    Fuse(
        passing,
        at,
        foreground=True,
        fsname="//nas/photos",
        direct_io=not manners.cached,
        attr_timeout=kept,
        entry_timeout=kept,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for word in ("real", "at", "manners"):
        parser.add_argument(word)
    given = parser.parse_args()
    _serve(given.real, given.at, json.loads(given.manners))
