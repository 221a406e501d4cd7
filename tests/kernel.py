"""A kernel that refuses: what full disks and poor file systems do, done for real to one thread."""

import ctypes
import platform
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, TypeVar

import pytest

# The numbers of system calls; glibc's link() is either of two.
_NUMBERS: dict[str, dict[str, tuple[int, ...]]] = {
    "x86_64": {
        "renameat2": (316,),
        "link": (86, 265),
        "fsync": (74,),
        "utimensat": (280,),
        "flock": (73,),
        "openat2": (437,),
        "write": (1,),
    },
    "aarch64": {
        "renameat2": (276,),
        "link": (37,),
        "fsync": (82,),
        "utimensat": (88,),
        "flock": (32,),
        "openat2": (437,),
        "write": (64,),
    },
}

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06  # of the kernel's packet filter
_REFUSE, _ALLOW = 0x00050000, 0x7FFF0000

Made = TypeVar("Made")


class _Step(ctypes.Structure):
    _fields_: ClassVar = [
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("operand", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_: ClassVar = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


def refused(work: Callable[[], Made], error: int, *calls: str) -> Made:
    """What `work` gives in a thread to which the kernel answers these calls with `error`, by seccomp."""
    known = _NUMBERS.get(platform.machine())
    if known is None:
        pytest.skip("the numbers of this machine's system calls are not known here")

    def refusing() -> Made:
        _refuse(error, [number for call in calls for number in known[call]])
        return work()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(refusing).result()


def _refuse(error: int, numbers: list[int]) -> None:
    steps = [*_steps(error, numbers)]
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        pytest.skip("this kernel cannot be told to refuse anything")


def _steps(error: int, numbers: list[int]) -> Iterator[_Step]:
    yield _Step(_LOAD, 0, 0, 0)
    for number in numbers:
        yield _Step(_EQUALS, 0, 1, number)
        yield _Step(_RETURN, 0, 0, _REFUSE | error)
    yield _Step(_RETURN, 0, 0, _ALLOW)
