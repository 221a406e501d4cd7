"""A terminal's window with the program in it: what stands on the screen, read from a small emulator."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from conftest import VIPSORT, Tree

_PATIENCE = 120.0  # seconds until a test gives up; nothing is said about speed


@dataclass(slots=True)
class Window:
    """A process whose three streams are a terminal; `raw` is every byte that it wrote there."""

    process: subprocess.Popen[bytes]
    master: int
    screen: pyte.Screen
    raw: bytearray = field(default_factory=bytearray)

    @property
    def lines(self) -> list[str]:
        """What stands there, from the top."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """What stands there as one text."""
        return "\n".join(self.lines)

    def until(self, stands: Callable[["Window"], bool]) -> str:
        """Wait until it looks as wanted, and tell what stands there."""
        deadline = time.monotonic() + _PATIENCE
        while not stands(self):
            assert time.monotonic() < deadline, self.text
            assert self._read(), f"it ended:\n{self.text}"
        return self.text

    def to_the_end(self) -> str:
        """Wait until the program has ended, and tell what it left there."""
        while self._read():
            pass
        self.process.wait()
        return self.text

    def resize(self, columns: int, lines: int = 24) -> None:
        """Give the window another size."""
        self.screen.resize(lines, columns)
        _set_size(self.master, columns, lines)

    def press(self, key: bytes) -> None:
        """Type it."""
        os.write(self.master, key)

    def _read(self) -> bool:
        """Take over what was written; false at the end."""
        if not select.select([self.master], [], [], 1)[0]:
            return True
        try:
            data = os.read(self.master, 65_536)
        except OSError:  # nobody holds the other end any more
            return False
        self.raw += data
        pyte.ByteStream(self.screen).feed(data)
        return bool(data)


@contextmanager
def window(
    tree: Tree, *words: str | Path, columns: int = 100, environment: Mapping[str, str] | None = None
) -> Iterator[Window]:
    """Start ``vipsort`` with these words in a window of 24 lines; what is left of it ends with the block.

    Of 0 columns is one that does not know its size, as in some containers and on serial lines.
    """
    env = {key: value for key, value in tree.environment.items() if key not in {"COLUMNS", "CI", "NO_COLOR"}}
    env |= {"TERM": "xterm-256color", **(environment or {})}
    master, slave = pty.openpty()
    try:
        _set_size(master, columns, 24 if columns else 0)
        command = ["setsid", "--ctty", *VIPSORT, *words]
        process = subprocess.Popen(command, cwd=tree.root, env=env, stdin=slave, stdout=slave, stderr=slave)
    finally:
        os.close(slave)
    with process:
        try:
            yield Window(process, master, pyte.Screen(columns or 80, 24))
        finally:
            process.kill()
            os.close(master)


def _set_size(terminal: int, columns: int, lines: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
