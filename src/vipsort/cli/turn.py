"""One batch of a watch: a run of its own, with its own lines in the journal, its own engine and its own end."""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from subprocess import DEVNULL, PIPE
from typing import Any

from anyio import ClosedResourceError, EndOfStream, create_task_group, open_process
from anyio.abc import ByteReceiveStream, Process

from vipsort.cli.exits import Exit
from vipsort.cli.handed_on import without_words
from vipsort.show.manner import WATCHED

Hear = Callable[[bytes], None]
"""Is told a whole line, with its end."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a batch ended. `summary` is its last event; empty where it had to stop before."""

    code: int
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def went_well(self) -> bool:
        """Whether it went to its end, whatever became of single pictures."""
        return self.code in {Exit.WELL, Exit.TROUBLED}


@dataclass(slots=True)
class Taking:
    """A batch that goes on. `out` hears what it tells on stdout but for the summary of one that speaks no JSON."""

    out: Hear
    err: Hear
    _process: Process | None = None
    _last: bytes = b""
    _early: list[int] = field(default_factory=list)

    async def take(self, words: Sequence[str]) -> Turn:
        """Work it to its end."""
        try:
            process = await _started(words)
        except OSError as error:
            self.err(f"vipsort: a batch cannot be started: {error.strerror}\n".encode())
            return Turn(Exit.STOPPED)
        async with process:
            self._process = process
            for number in self._early:
                self.signal(number)
            async with create_task_group() as both:
                for stream, hear in ((process.stdout, self._hear), (process.stderr, self.err)):
                    if stream:
                        both.start_soon(_lines, stream, hear)
            code = await process.wait()
        summary = _summary(self._last)
        if self._last and not (summary and "--json" not in words):
            self.out(self._last)
        return Turn(code, summary)

    def signal(self, number: int) -> None:
        """Pass a signal on."""
        if self._process is None:
            self._early.append(number)
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.Signals(number))

    def _hear(self, line: bytes) -> None:
        """Keep the last line back: it may be the summary."""
        if self._last:
            self.out(self._last)
        self._last = line


async def _started(words: Sequence[str]) -> Process:
    """In a session of its own: what a terminal sends to its group is the watch's to hear. Raises OSError."""
    command = [sys.executable, "-P", "-m", "vipsort", *words]
    environment = without_words(os.environ) | WATCHED
    return await open_process(command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True)


async def _lines(stream: ByteReceiveStream, hear: Hear) -> None:
    """Whole lines alone: half of one is what a kill has left."""
    rest = b""
    with suppress(EndOfStream, ClosedResourceError):
        while True:
            *whole, rest = (rest + await stream.receive()).split(b"\n")
            for line in whole:
                hear(line + b"\n")


def _summary(line: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        told = json.loads(line)
        if isinstance(told, dict) and told.get("event") == "summary":
            return told
    return {}
