"""Who holds a DST: a process, told so that another one can find out whether it still lives."""

import json
import os
import secrets
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

_PROC = Path("/proc")
_BOOT = _PROC / "sys/kernel/random/boot_id"
_STATE, _STARTED = 0, 19  # behind the command's name in /proc/<pid>/stat: proc(5)
_ENDED = {"Z", "X"}  # killed, and nobody has asked yet how it ended


class Fate(StrEnum):
    """What can be known from here about a holder."""

    LIVES = "lives"
    DEAD = "dead"
    FAR = "far"  # on another machine, or in another container: only its beat tells


@dataclass(frozen=True, slots=True)
class Holder:
    """A process. `home` is what a pid means something in: one boot of one machine, and one space of pids in it."""

    host: str
    home: str
    pid: int
    started: str  # clock ticks after the boot: a pid is given again, a pid with its start is not
    since: str  # local time
    token: str = field(default_factory=lambda: secrets.token_hex(8))  # one process may try twice

    @classmethod
    def here(cls) -> Self:
        """The process that asks, from now on."""
        pid, now = os.getpid(), datetime.now().astimezone()
        return cls(socket.gethostname(), _home(), pid, _start_of(pid) or "", now.strftime("%Y-%m-%dT%H:%M:%S"))

    @classmethod
    def read(cls, line: bytes) -> Self | None:
        """A holder as it was written; None for a line that is torn, empty or somebody else's."""
        kinds = {each.name: each.type for each in fields(cls)}
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and {key: type(value) for key, value in told.items()} == kinds:
                return cls(**told)
        return None

    def __bytes__(self) -> bytes:
        """One line."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    def __str__(self) -> str:
        return f"pid {self.pid} on {self.host} since {self.since}"

    def fate(self, *, on_share: bool) -> Fate:
        """Whether it still lives, as far as this process can see."""
        here = Holder.here()
        if not self.home or self.home != here.home:
            # A disk that is in this machine was not written to since by a machine of this name that was shut down.
            has_restarted = self.host == here.host and self.home.split()[:1] != here.home.split()[:1]
            return Fate.DEAD if has_restarted and not on_share else Fate.FAR
        started = _start_of(self.pid)
        return Fate.LIVES if started is None or started == self.started != "" else Fate.DEAD


def _home() -> str:
    """Empty where the system does not tell: then everybody is far."""
    with suppress(OSError):
        return f"{_BOOT.read_text().strip()} {os.readlink(_PROC / 'self/ns/pid')}"  # noqa: PTH115 - it leads to no path
    return ""


def _start_of(pid: int) -> str | None:
    """When a process started; empty where there is none any more, None where there is one of whom no more is told."""
    try:
        words = (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None if _answers(pid) else ""  # /proc may hide the processes of other users
    return "" if words[_STATE] in _ENDED else words[_STARTED]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
