"""The own process shut in for the rest of its life: no files, no network, so much memory and time; Linux only."""

import ctypes
import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT, _KILL = 38, 1, 9  # prctl's words
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # system calls, the same on every machine
_VERSION = 1  # a flag: only tell what the kernel knows
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # bits by version of Landlock; later ones have no more
_NET_RIGHTS, _NET_SINCE = 0b11, 4  # bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets, signals

_LAST_WORDS = 2  # seconds between the signal that says why, and the end

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


def confine(memory: int, seconds: float) -> None:
    """Let this process have `memory` bytes above what it holds, and about `seconds` of a processor; open nothing more.

    What it has open stays open. A kernel without Landlock is gone on with: the limits hold there too.
    """
    _libc.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, int(spent + 2 * seconds) + 1, spare=_LAST_WORDS)
    _limit(resource.RLIMIT_DATA, _held() + memory)
    shut_out()
    _limit(resource.RLIMIT_NOFILE, 0)  # no descriptor of any kind, with or without Landlock


def shut_out() -> int:
    """Forbid files and network by Landlock, for good; the version that the kernel has, or 0."""
    version: int = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    if version < 1:
        return 0
    rights = list(_rights(version))
    ruleset = _Ruleset(*rights)
    size = ctypes.c_size_t(8 * len(rights))  # an older kernel knows only the first fields
    rules = _libc.syscall(_CREATE_RULESET, ctypes.byref(ruleset), size, ctypes.c_uint(0))
    if rules < 0:
        return 0
    failed = _libc.syscall(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint(0))
    os.close(rules)
    return 0 if failed else version


def _rights(version: int) -> Iterator[int]:
    """Every right that this version handles: what is handled and allowed nowhere is forbidden."""
    yield (1 << _FS_RIGHTS[min(version, max(_FS_RIGHTS))]) - 1
    if version >= _NET_SINCE:
        yield _NET_RIGHTS
    if version >= _SCOPES_SINCE:
        yield _SCOPES


def _held() -> int:
    """Bytes of writable memory that this process has already."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))


def _limit(which: int, most: int, *, spare: int = 0) -> None:
    _soft, hard = resource.getrlimit(which)
    final = most + spare
    if hard != resource.RLIM_INFINITY:
        final = min(final, hard)
    resource.setrlimit(which, (min(most, final), final))
