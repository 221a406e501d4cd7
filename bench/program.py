"""The program under test, as a command."""

import os
import sys
from pathlib import Path

from measure import Command

SORT_ONLY = ("--check", "header")

BENCH = Path(__file__).resolve().parent
_SOURCE = BENCH.parent / "src"


def to_jpegs(pixels: int) -> tuple[str, ...]:
    """Options: JPEGs whose longer side is at most so many pixels, two at a time."""
    return ("--resize", str(pixels), "--quality", "85", "--format", "jpeg", "--parallel", "2")


FROM_SOURCE = {
    "PYTHONPATH": os.pathsep.join(filter(None, (str(_SOURCE), os.environ.get("PYTHONPATH")))),
    "PYTHONDONTWRITEBYTECODE": "",  # as installed: compiling all of it at each start takes a tenth of that
}
TO_1920 = to_jpegs(1920)


def vipsort(source: Path, target: Path, *options: str) -> Command:
    """`vipsort run` from this repository; what it keeps outside of DST goes beside DST."""
    own = str(target.parent / "xdg")
    return Command(
        argv=(sys.executable, "-m", "vipsort", "run", str(source), str(target), *options),
        environment={**FROM_SOURCE, "XDG_CACHE_HOME": own, "XDG_STATE_HOME": own, "XDG_DATA_HOME": own},
    )


def script(name: str, *words: str) -> Command:
    """A Python script of this folder, run by this Python."""
    return Command((sys.executable, str(BENCH / name), *words))
