"""What this process may use of the machine: the cgroup's word counts before the hardware's."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, tzinfo
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_CGROUP = Path("/sys/fs/cgroup")
_OWN_CGROUP = Path("/proc/self/cgroup")
_MEMORY = Path("/proc/meminfo")
_LOCAL_TIME = Path("/etc/localtime")


def memory_limit() -> int:
    """Bytes of memory that this process may have."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([physical, *(limit for folder in _cgroups("memory") for limit in _limits(folder))])


def memory_left() -> int:
    """Bytes of memory that could be had now without taking them from anybody, nor passing a limit."""
    left = [limit - _used(folder) for folder in _cgroups("memory") for limit in _limits(folder)]
    with suppress(OSError, StopIteration):
        lines = _MEMORY.read_text().splitlines()
        left.append(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")))
    return max(0, min([memory_limit(), *left]))


def cpu_quota() -> int:
    """Threads that this process can keep busy, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for folder in _cgroups("cpu"):
        quota, _space, period = _word(folder / "cpu.max").partition(" ")
        if not period:
            quota, period = _word(folder / "cpu.cfs_quota_us"), _word(folder / "cpu.cfs_period_us")
        if quota.isdigit() and period.isdigit():  # without one it is "max", or -1
            cores = min(cores, ceil(int(quota) / int(period)))
    return max(1, cores)


def system_zone() -> tzinfo:
    """The time zone that this machine's clock shows, with its summers; UTC where it has none."""
    with suppress(ZoneInfoNotFoundError, ValueError):
        if name := os.environ.get("TZ", "").lstrip(":"):
            return ZoneInfo(name)
    with suppress(OSError, ValueError), _LOCAL_TIME.open("rb") as file:
        return ZoneInfo.from_file(file, key="localtime")
    return UTC


def resident_memory() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not tell."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _cgroups(controller: str) -> Iterator[Path]:
    """The folders of this process's cgroup and of those above it; in version 1 each controller has its own tree."""
    own: dict[str, str] = {}
    with suppress(OSError):
        for line in _OWN_CGROUP.read_text().splitlines():
            _number, names, path = line.split(":", 2)
            own |= dict.fromkeys(names.split(","), path.strip("/"))
    for root, name in ((_CGROUP, ""), (_CGROUP / controller, controller)):
        folder = root / own.get(name, "")
        yield from (each for each in (folder, *folder.parents) if each.is_relative_to(root))


def _limits(folder: Path) -> Iterator[int]:
    """What a cgroup may have, and above what it is slowed down; one without a limit says a word, or a huge number."""
    for name in ("memory.max", "memory.high", "memory.limit_in_bytes"):
        if (word := _word(folder / name)).isdigit():
            yield int(word)


def _used(folder: Path) -> int:
    """What a cgroup holds, without the files that are cached there and go when room is needed."""
    used = _word(folder / "memory.current") or _word(folder / "memory.usage_in_bytes")
    stat = dict(line.split() for line in _word(folder / "memory.stat").splitlines())
    cached = (stat.get(f"total_{key}", stat.get(key, 0)) for key in ("active_file", "inactive_file"))
    return int(used or 0) - sum(map(int, cached))


def _word(file: Path) -> str:
    with suppress(OSError):
        return file.read_text().strip()
    return ""
