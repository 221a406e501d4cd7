"""Processes met while they run: who started whom, how one is killed, and whether somebody is still there."""

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ENGINE, Tree
from vipsort.flow.slate import Slate

_PATIENCE = 60.0  # seconds until a test gives up; nothing is said about speed

# A process begins with the peak of whoever started it: this one is small, and tells its child's on stderr, in KiB.
MEASURING = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_child, status, used = os.wait4(child, 0)
sys.stderr.write(str(used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""
MEASURED = (sys.executable, "-c", MEASURING)


def engine_of(supervisor: int, other_than: int = 0) -> int:
    """The process that a supervisor has started, once there is one."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        for word in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split():
            if int(word) != other_than and _is_an_engine(int(word)):
                return int(word)
    raise AssertionError("no engine was started")


def kill_when_told(supervisor: int, deadly: int, outcomes: int = 1, other_than: int = 0) -> int:
    """Kill the engine once so many outcomes are told and noted: in between it would tell the last one twice."""
    engine = engine_of(supervisor, other_than)
    with _slate_of(supervisor) as slate:
        deadline = time.monotonic() + _PATIENCE
        while slate.told_so_far < outcomes:
            assert time.monotonic() < deadline, "nothing more is told"
    os.kill(engine, deadly)
    return engine


def kill_at(tree: Tree, strace: str, moment: str, policy: tuple[str, ...]) -> int:
    """A run that is killed as it makes the n-th system call of a kind; the code that it ended with."""
    call, _colon, number = moment.partition(":")
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    watched = (strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject)
    # Calls are counted for each thread: one thread makes nearly all of them.
    with tree.start(*policy, "--io", "1", "--parallel", "1", through=watched, program=ENGINE) as run:
        run.communicate()
    return run.returncode


def wait_for_the_end(process: int) -> None:
    """Wait until a process is gone that is not our own child."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([descriptor], [], [], _PATIENCE)
    finally:
        os.close(descriptor)
    assert ended, f"{process} is still there"


def resident(process: int) -> int:
    """Bytes of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


@contextmanager
def _slate_of(supervisor: int) -> Iterator[Slate]:
    for held in Path(f"/proc/{supervisor}/fd").iterdir():
        if "vipsort-slate" in str(held.readlink()):
            descriptor = os.open(held, os.O_RDWR)
            try:
                yield Slate(descriptor)
            finally:
                os.close(descriptor)
            return
    raise AssertionError("it has no slate")


def _is_an_engine(process: int) -> bool:
    try:
        return b"vipsort.cli.engine" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
