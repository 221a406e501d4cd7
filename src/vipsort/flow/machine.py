"""What this process may use of the machine: the cgroup's word counts before the hardware's."""

import os
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
    limits = [*_cgroup_words("memory.max", "memory/memory.limit_in_bytes"), str(physical)]
    return min(int(word) for word in limits if word.isdigit())


def memory_left() -> int:
    """Bytes of memory that could be had now without taking them from anybody."""
    free = memory_limit()
    with suppress(OSError, StopIteration):
        lines = _MEMORY.read_text().splitlines()
        free = min(free, next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")))
    return free


def cpu_quota() -> int:
    """Threads that this process can keep busy, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for word in _cgroup_words("cpu.max"):
        quota, _space, period = word.partition(" ")
        if quota.isdigit() and period.isdigit():
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


def _cgroup_words(name: str, legacy_name: str = "") -> list[str]:
    """What the files of that name say in this process's cgroup and those above it."""
    own = ""
    with suppress(OSError):
        lines = _OWN_CGROUP.read_text().splitlines()
        own = next((line.removeprefix("0::").strip("/") for line in lines if line.startswith("0::")), "")
    folder = _CGROUP / own
    places = [each / name for each in (folder, *folder.parents) if each.is_relative_to(_CGROUP)]
    if legacy_name:
        places += _legacy_places(legacy_name)
    words = []
    for place in places:
        with suppress(OSError):
            words.append(place.read_text().strip())
    return words


def _legacy_places(name: str) -> list[Path]:
    """The same of version 1, where each controller has a tree of its own: `memory/memory.limit_in_bytes`."""
    controller, _slash, file = name.partition("/")
    own = ""
    with suppress(OSError):
        lines = (line.split(":", 2) for line in _OWN_CGROUP.read_text().splitlines())
        own = next((path.strip("/") for _number, names, path in lines if controller in names.split(",")), "")
    root = _CGROUP / controller
    folder = root / own
    return [each / file for each in (folder, *folder.parents) if each.is_relative_to(root)]
