"""Processes that may have only so much memory: a cgroup, of either version."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")


class NoCage(Exception):
    """This machine does not let us make one."""


@dataclass(frozen=True, slots=True)
class Cage:
    """A cgroup; `through` is a command that takes another one as its arguments and runs it inside."""

    folder: Path
    through: tuple[str, ...]

    def peak(self) -> int:
        """The most bytes that were held at once, file cache and all."""
        for name in ("memory.max_usage_in_bytes", "memory.peak"):
            with suppress(OSError):
                return int((self.folder / name).read_text())
        return 0

    def killed(self) -> int:
        """How many processes the kernel killed to make room."""
        for name in ("memory.oom_control", "memory.events"):
            with suppress(OSError):
                lines = (self.folder / name).read_text().splitlines()
                return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)
        return 0


@contextmanager
def cage(most: int) -> Iterator[Cage]:
    """A cgroup of `most` bytes of memory, gone afterwards. Raises NoCage."""
    legacy = (_ROOT / "memory").is_dir()
    folder = (_ROOT / "memory" if legacy else _ROOT) / f"vipsort-test-{secrets.token_hex(4)}"
    try:
        folder.mkdir()
    except OSError as error:
        raise NoCage(str(error)) from error
    try:
        try:
            (folder / ("memory.limit_in_bytes" if legacy else "memory.max")).write_text(str(most))
        except OSError as error:
            raise NoCage(str(error)) from error
        join = f'echo $$ > {folder}/cgroup.procs && exec "$@"'
        yield Cage(folder, ("sh", "-c", join, "sh"))
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """The cgroup, once the last process that is left in it has gone."""
    for _ in range(100):
        try:
            folder.rmdir()
        except OSError:
            time.sleep(0.05)
        else:
            return
