"""A kernel that fails at one moment: runs a command, counts its system calls on some folders, and acts at the n-th.

    python tracer.py LOG N kill|EIO|ENOSPC|… CALL,CALL,… FOLDER,FOLDER,… -- COMMAND WORDS…

Each call that is counted is a line of LOG: its number, its name, its path. N of 0 only counts. strace counts for each
thread on its own, so that a program of several threads is never stopped at some of its calls; here one count holds for
all threads and processes that the command starts.
"""

import ctypes
import errno
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TextIO

NUMBERS = {
    "openat": 257, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "unlink": 87, "unlinkat": 263, "link": 86, "linkat": 265,
    "rename": 82, "renameat": 264, "renameat2": 316, "utimensat": 280, "newfstatat": 262, "stat": 4, "lstat": 6,
    "statx": 332, "write": 1, "pwrite64": 18, "writev": 20, "fsync": 74, "fdatasync": 75, "ftruncate": 77,
    "fallocate": 285, "copy_file_range": 326, "read": 0, "pread64": 17, "fstat": 5, "getdents64": 217, "flock": 73,
    "fcntl": 72, "chmod": 90, "fchmod": 91, "symlinkat": 266, "openat2": 437,
}  # fmt: skip
"""The system calls that can be counted, with their numbers on x86_64."""

_BY_PATH = frozenset({"mkdir", "rmdir", "unlink", "link", "rename", "stat", "lstat", "chmod"})
_BY_FOLDER = frozenset(
    {"openat", "mkdirat", "unlinkat", "linkat", "renameat", "renameat2", "utimensat", "newfstatat", "statx", "openat2"}
    | {"symlinkat"}
)
_HERE = -100  # AT_FDCWD
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN, _TRACE, _ALLOW = 0x20, 0x15, 0x06, 0x7FF00000, 0x7FFF0000
_TRACEME, _CONT, _POKE_USER, _SET_OPTIONS, _CALL_INFO = 0, 7, 6, 0x4200, 0x420E
_OPTIONS = 0x2 | 0x4 | 0x8 | 0x10 | 0x80 | 0x100000  # fork, vfork, clone, exec, seccomp; kill all if the tracer ends
_SECCOMP_STOP = signal.SIGTRAP | 7 << 8
_ANY_THREAD = 0x40000000  # __WALL
_RAX, _ORIG_RAX = 10 * 8, 15 * 8

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


class _Step(ctypes.Structure):
    _fields_: ClassVar = [
        ("code", ctypes.c_ushort),
        ("yes", ctypes.c_ubyte),
        ("no", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_: ClassVar = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


@dataclass(slots=True)
class Watch:
    """What is counted, and what happens at which number."""

    log: TextIO
    moment: int
    deed: str
    names: dict[int, str]
    folders: tuple[str, ...]
    seen: int = 0

    def met(self, thread: int) -> bool:
        """Whether this thread, which is about to make a call, is at the moment."""
        number, words = _call(thread)
        path = _path(thread, self.names[number], words)
        if not any(path == folder or path.startswith(folder + "/") for folder in self.folders):
            return False
        self.seen += 1
        self.log.write(f"{self.seen} {self.names[number]} {path!r}\n")
        return self.seen == self.moment


def main(words: list[str], become: Callable[[list[str]], None] | None = None) -> int:
    """Run the command, or what stands for it; its own exit code, or that of the shell for a signal."""
    log, moment, deed, calls, folders, _dashes, *command = words
    names = {NUMBERS[call]: call for call in calls.split(",")}
    child = os.fork()
    if child == 0:
        _begin(list(names))
        (become or _execute)(command)
    os.waitpid(child, 0)  # it stops before it becomes the command
    _ptrace(_SET_OPTIONS, child, 0, _OPTIONS)
    _ptrace(_CONT, child, 0, 0)
    with Path(log).open("w", buffering=1, encoding="utf-8") as out:
        watch = Watch(out, int(moment), deed, names, tuple(folders.split(",")))
        return _follow(child, watch)


def _begin(numbers: list[int]) -> None:
    # A jump is a byte long, so that each number has its own return.
    steps = [_Step(_LOAD, 0, 0, 0)]
    for number in numbers:
        steps += [_Step(_EQUALS, 0, 1, number), _Step(_RETURN, 0, 0, _TRACE)]
    steps.append(_Step(_RETURN, 0, 0, _ALLOW))
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    _ptrace(_TRACEME, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        os._exit(126)


def _execute(command: list[str]) -> None:
    os.execvp(command[0], command)  # noqa: S606 - it is what the test asked for


def _follow(child: int, watch: Watch) -> int:
    """Let all threads go on from stop to stop until the command itself ends."""
    while True:
        thread, status = os.waitpid(-1, _ANY_THREAD)
        if not os.WIFSTOPPED(status):
            if thread == child:
                return os.waitstatus_to_exitcode(status) % 256
            continue
        passed_on = 0
        if status >> 8 == _SECCOMP_STOP:
            if watch.met(thread):
                _do(watch.deed, child, thread)
        elif status >> 16 == 0 and os.WSTOPSIG(status) not in {signal.SIGSTOP, signal.SIGTRAP}:
            passed_on = os.WSTOPSIG(status)
        _ptrace(_CONT, thread, 0, passed_on)


def _do(deed: str, child: int, thread: int) -> None:
    if deed == "kill":
        os.kill(child, signal.SIGKILL)
        if thread != child:
            os.kill(thread, signal.SIGKILL)  # and with it its process, which may be another one
        return
    _ptrace(_POKE_USER, thread, _ORIG_RAX, -1)  # no call at all
    _ptrace(_POKE_USER, thread, _RAX, -getattr(errno, deed))


def _call(thread: int) -> tuple[int, list[int]]:
    # struct ptrace_syscall_info: eight bytes, two pointers, the number, six words.
    told = (ctypes.c_uint64 * 11)()
    _ptrace(_CALL_INFO, thread, ctypes.sizeof(told), ctypes.addressof(told))
    return told[3], [ctypes.c_int64(word).value for word in told[4:10]]


def _path(thread: int, name: str, words: list[int]) -> str:
    """The absolute path that a call is about."""
    folder = f"/proc/{thread}/cwd"
    if name in _BY_PATH:
        return _joined(folder, _text(thread, words[0]))
    descriptor = ctypes.c_int32(words[0]).value
    if descriptor != _HERE:
        folder = f"/proc/{thread}/fd/{descriptor}"
    return _joined(folder, _text(thread, words[1]) if name in _BY_FOLDER and words[1] else "")


def _joined(folder: str, path: str) -> str:
    if path.startswith("/"):
        return os.path.normpath(path)
    try:
        return os.path.normpath(os.path.join(os.readlink(folder), path))  # noqa: PTH115, PTH118 - never resolved
    except OSError:
        return ""


def _text(thread: int, address: int) -> str:
    with open(f"/proc/{thread}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
        memory.seek(address)
        return os.fsdecode(memory.read(4096 - address % 4096).partition(b"\0")[0])


def _ptrace(request: int, thread: int, address: int, data: int) -> None:
    if _libc.ptrace(request, thread, address, data) < 0 and ctypes.get_errno() != errno.ESRCH:
        raise OSError(ctypes.get_errno(), f"ptrace {request:#x}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
