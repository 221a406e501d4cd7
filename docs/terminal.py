"""Makes docs/terminal-{run,plan,explain}.svg: real runs over a folder, as a terminal of 100 columns shows them.

`python docs/terminal.py FOLDER [NAMES THAT ARE LEFT OUT …]`; the folder is only read.
"""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

_HERE = Path(__file__).parent
_COLUMNS, _LINES = 100, 40
_HALF_WAY = 0.3  # of the pictures, for a look at the bars
_PICTURES = re.compile(r"pictures .* ([0-9,]+) of ([0-9,]+)(?s:.*)memory .* left")  # bars that are drawn whole
_SHOWN = 15  # lines of a screen at most
_OPTIONS = ("--max-size", "300kB")


def main() -> None:
    """Run, look, draw."""
    folder, left_out = Path(sys.argv[1]).resolve(), sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="vipsort-") as scratch:
        os.chdir(scratch)
        # Its own path is nobody's business.
        shutil.copytree(folder, "pictures", ignore=shutil.ignore_patterns(*left_out))
        _draw("plan", [("plan", "pictures", "sorted", *_OPTIONS)], lines=30)
        _draw("run", [("run", "pictures", "sorted", *_OPTIONS)])
        _draw("explain", [("explain", _a_searched_one())], lines=30)


def _a_searched_one() -> str:
    """A picture whose size was searched for."""
    told = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "vipsort", "run", "pictures", "again", *_OPTIONS, "--verbose"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", check=False,
    ).stdout.splitlines()  # fmt: skip
    name = next(before for before, after in pairwise(told) if after.startswith("    size:"))
    return f"sorted/{name.partition(' -> ')[2].partition(' (')[0]}"


def _draw(name: str, commands: list[tuple[str, ...]], lines: int = _SHOWN) -> None:
    console = Console(record=True, width=_COLUMNS, file=Path(os.devnull).open("w"))  # noqa: SIM115 - for its life
    for words in commands:
        console.print(Text(f"$ vipsort {' '.join(words)}", style="bold"))
        for screen in _screens(words):
            console.print(_text(screen, lines))
    console.save_svg(str(_HERE / f"terminal-{name}.svg"), title="vipsort")


def _screens(words: tuple[str, ...]) -> Iterator[pyte.Screen]:
    """What stands on the terminal half way, where bars are drawn, and in the end."""
    screen = pyte.Screen(_COLUMNS, _LINES)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "TZ": "UTC"}
    command = [sys.executable, "-m", "vipsort", *words]
    process = subprocess.Popen(command, stdout=slave, stderr=slave, stdin=slave, env=environment)  # noqa: S603
    os.close(slave)
    stream, looked = pyte.ByteStream(screen), words[0] != "run"
    with process, suppress(OSError):  # how a terminal says that it is closed
        while data := os.read(master, 65_536):
            stream.feed(data)
            if not looked and _done(screen) >= _HALF_WAY:
                looked = True
                yield screen
    os.close(master)
    yield screen


def _done(screen: pyte.Screen) -> float:
    found = _PICTURES.search("\n".join(screen.display))
    done, of = (int(number.replace(",", "")) for number in found.groups()) if found else (0, 1)
    return done / max(1, of)


def _text(screen: pyte.Screen, lines: int) -> Text:
    """The last lines that hold something, with their colours."""
    rows = [number for number, line in enumerate(screen.display) if line.strip()][-lines:]
    return Text("\n").join(_row(screen.buffer[row]) for row in range(rows[0], rows[-1] + 1))


def _row(cells: Mapping[int, pyte.screens.Char]) -> Text:
    text = Text(no_wrap=True)
    for column in range(_COLUMNS):
        text.append(cells[column].data, Style(color=_colour(cells[column].fg), bold=cells[column].bold))
    text.rstrip()
    return text


def _colour(name: str) -> str | None:
    if name == "default":
        return None
    return name if name.isalpha() else f"#{name}"


if __name__ == "__main__":
    main()
