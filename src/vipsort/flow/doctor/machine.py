"""What this machine lets a run have: processors, memory, an allocator, events, and temporary room."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vipsort.flow.doctor.sign import Sign
from vipsort.flow.machine import cpu_quota, memory_left, memory_limit
from vipsort.flow.settings import Limits
from vipsort.photo.units import show_size
from vipsort.store.selftest.place import kind_of

_PART = "machine"
_INOTIFY = Path("/proc/sys/fs/inotify")
_FEW_WATCHES = 65_536  # one a folder; a photo archive of many years has some thousands
_LITTLE_ROOM = 1_000_000_000  # bytes; a picture of 300 megapixels that is turned
_IN_MEMORY = {"tmpfs", "ramfs"}


def signs_of_machine(limits: Limits) -> Iterator[Sign]:
    """What a run that is started now would find; `limits` are those that it would take."""
    yield _processors(limits)
    yield _memory(limits)
    held = show_size(limits.bytes_held)
    fact = f"{show_size(limits.memory)} in hand, {held} of it for files; {limits.io} files at once"
    yield Sign(_PART, "budgets", fact)
    yield _allocator()
    yield _events()
    yield _temporary()


def _processors(limits: Limits) -> Sign:
    quota, cores = cpu_quota(), os.cpu_count() or 1
    allowed = f"{quota} of {cores} cores are ours" if quota < cores else f"{cores} cores"
    fact = f"{allowed}; {limits.parallel} pictures computed at once"
    if limits.parallel > quota:
        return Sign(_PART, "cpu", fact, f"--parallel {quota}: more only take memory")
    return Sign(_PART, "cpu", fact)


def _memory(limits: Limits) -> Sign:
    limit, left = memory_limit(), memory_left()
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    by_whom = "by the cgroup" if limit < physical else "by the hardware"
    fact = f"{show_size(limit)} allowed {by_whom}, {show_size(left)} free now"
    if left < limits.memory:
        less = max(left // 2_000_000, 16)
        return Sign(_PART, "memory", fact, f"--memory {less}MB: a run would plan with {show_size(limits.memory)}")
    return Sign(_PART, "memory", fact)


def _allocator() -> Sign:
    library = " ".join(platform.libc_ver()).strip() or "a C library of unknown name"
    if arenas := os.environ.get("MALLOC_ARENA_MAX"):
        advice = "" if arenas == "1" else "unset it: a run then sets one arena, which halves its peak"
        return Sign(_PART, "allocator", f"{library}, left alone: MALLOC_ARENA_MAX={arenas} is yours", advice)
    if preloaded := os.environ.get("LD_PRELOAD"):
        return Sign(_PART, "allocator", f"{library}, left alone: LD_PRELOAD={preloaded}")
    if library.startswith("glibc"):
        return Sign(_PART, "allocator", f"{library}, set to one arena that gives memory back")
    return Sign(_PART, "allocator", f"{library}, which cannot be told to give memory back: peaks may be higher")


def _events() -> Sign:
    """What `watch` needs of a local disk."""
    limits = {}
    for name in ("max_user_watches", "max_user_instances"):
        with suppress(OSError, ValueError):
            limits[name] = int((_INOTIFY / name).read_text())
    if len(limits) < 2:  # noqa: PLR2004 - both
        return Sign(_PART, "inotify", "the kernel tells of no events: watch polls")
    watches = limits["max_user_watches"]
    fact = f"{watches} folders watched at most, in {limits['max_user_instances']} instances"
    if watches < _FEW_WATCHES:
        return Sign(_PART, "inotify", fact, "to watch more: sysctl fs.inotify.max_user_watches=524288")
    return Sign(_PART, "inotify", fact)


def _temporary() -> Sign:
    try:
        folder = Path(tempfile.gettempdir())
    except FileNotFoundError:
        return Sign(_PART, "TMPDIR", "no folder for temporary files can be written", "TMPDIR=DIR", loses=True)
    free, kind = shutil.disk_usage(folder).free, kind_of(folder)
    fact = f"{folder}{f' on {kind}' if kind else ''}, {show_size(free)} free"
    if kind in _IN_MEMORY:
        return Sign(_PART, "TMPDIR", fact, "TMPDIR=/var/tmp: big pictures are turned there, and this is memory itself")
    if free < _LITTLE_ROOM:
        return Sign(_PART, "TMPDIR", fact, "TMPDIR=DIR with more room: big pictures are turned there")
    return Sign(_PART, "TMPDIR", fact)
