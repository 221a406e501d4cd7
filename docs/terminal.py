"""Makes docs/terminal.svg: real runs over the sample pictures, as a terminal of 110 columns shows them."""

import os
import pty
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

_HERE = Path(__file__).parent
_RUNS = (
    ("run", "pictures", "sorted"),
    ("run", "pictures", "sorted"),
    ("explain", "pictures/iphone-gps.jpg"),
)


def main() -> None:
    """Run, record, draw."""
    console = Console(record=True, width=110, file=Path(os.devnull).open("w"))  # noqa: SIM115 - for the script's life
    os.environ |= {"COLUMNS": "110", "TERM": "xterm-256color", "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("pictures").symlink_to(_HERE.parent / "tests" / "pictures")
        for words in _RUNS:
            console.print(Text(f"$ vipsort {' '.join(words)}", style="bold"))
            console.print(Text.from_ansi(_printed(words)))
            console.print()
        os.chdir(_HERE)
    console.save_svg(str(_HERE / "terminal.svg"), title="vipsort")


def _printed(words: tuple[str, ...]) -> str:
    """What the command leaves on a terminal: stderr without the progress that is drawn over, and stdout."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "vipsort", *words]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)  # noqa: S603 - ourselves
    os.close(theirs)
    parts = [done.stderr]
    with suppress(OSError):  # how a terminal says that it is closed
        while part := os.read(ours, 65_536):
            parts.append(part)
    return b"".join(parts).decode().replace("\r\n", "\n").rstrip()


if __name__ == "__main__":
    main()
