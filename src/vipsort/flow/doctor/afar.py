"""SRC and DST asked from afar: whoever asks is not kept by a share that does not answer."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from subprocess import DEVNULL, PIPE, STDOUT
from threading import Thread
from types import TracebackType
from typing import Any, Self

from vipsort.flow.doctor.sign import Sign
from vipsort.photo.errors import RunError, UsageError

PATIENCE = 15.0
"""Seconds for a place to answer one question: a disk that wakes up takes 10."""

_COMMAND = (sys.executable, "-P", "-m", "vipsort.flow.doctor.places")
_TIDYING = 10.0  # seconds to remove what was made, once asked to


@dataclass(frozen=True, slots=True)
class Asked:
    """What is examined, and how many files a run would read at once where it was told."""

    src: Path | None
    dst: Path | None
    state_dir: Path | None
    io: int


class Afar:
    """The process that looks, asked for as long as the block lasts: first `check`, then the signs."""

    def __init__(self, asked: Asked, patience: float = PATIENCE) -> None:
        words = [str(asked.src or ""), str(asked.dst or ""), str(asked.state_dir or ""), str(asked.io)]
        # Whatever it inherited, a pipe that somebody reads to its end, it would keep open.
        self.process = subprocess.Popen([*_COMMAND, *words], stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)  # noqa: S603
        self._said: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._patience = patience
        self._at = ""
        self._silent = ""
        Thread(target=self._hear, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Have it tidy up; one that is kept by a share does so when that answers, and nobody waits."""
        self.process.terminate()
        if not self._silent:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_TIDYING)

    def check(self) -> bool:
        """Whether SRC lies on a share, as far as that is told. Raises UsageError, RunError."""
        _understood(self._said.get())  # ready, or it could not start: what that takes is not the share's
        said = self._next()
        return bool(said.get("on_share"))

    def __iter__(self) -> Iterator[Sign]:
        while not self._silent:
            said = self._next()
            if "done" in said:
                return
            if "sign" in said:
                yield Sign(**said["sign"])
        fact = f"does not answer within {self._patience:g} s"
        yield Sign(self._at, "answer", fact, "see whether its server runs, and mount it again", loses=True)

    def _next(self) -> dict[str, Any]:
        """What is said next but for where it looks; nothing where it says nothing for too long."""
        while not self._silent:
            try:
                said = _understood(self._said.get(timeout=self._patience))
            except Empty:
                self._silent = self._at
                break
            if "to" not in said:
                return said
            self._at = said["to"]
        return {}

    def _hear(self) -> None:
        last = ""
        for line in self.process.stdout or ():
            try:
                self._said.put(json.loads(line))
            except ValueError:  # where it failed
                last = line.decode(errors="replace").strip()
        if self.process.stdout:
            self.process.stdout.close()
        self._said.put({"stop": f"the process that looks at SRC and DST has ended: {last}", "errno": 0})


def _understood(said: dict[str, Any]) -> dict[str, Any]:
    """What was said, where it is no error. Raises UsageError, RunError."""
    if "usage" in said:
        raise UsageError(said["usage"])
    if "stop" in said:
        raise RunError(said["stop"]) from OSError(said["errno"], "")
    return said
