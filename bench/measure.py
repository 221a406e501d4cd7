"""Runs a command and tells what it took.

The kernel hands a program its parent's peak as a first value of its own (measured: `true` started by a process of
310 MB "peaks" at 310 MB). So a bench stays small: it imports no image library, and corpora are made by a process of
their own.
"""

import os
import subprocess
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

_TAIL = 2000


class CommandError(Exception):
    """The command ended with a code that is not its success: a measurement of it would mean nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its words, and what it finds in the environment beside what is there."""

    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took; CPU includes every child, the peak is that of the largest single process."""

    wall_s: float
    user_s: float
    system_s: float
    peak_bytes: int

    @property
    def cpu_s(self) -> float:
        """User and system time together."""
        return self.user_s + self.system_s


COST_HEAD = tuple(column.name for column in fields(Cost))


def measure(command: Command, folder: Path, accepted: Container[int] = (0,)) -> Cost:
    """Run the command in the folder, its words into `output.log` there, and wait for it and its children.

    Raises CommandError where it ends with another code than those accepted.
    """
    log = folder / "output.log"
    environment = {**os.environ, **command.environment}
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.argv, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        words = log.read_text(errors="replace")[-_TAIL:]
        raise CommandError(f"exit {process.returncode}: {' '.join(command.argv)}\n{words}")
    return Cost(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024)
