"""Who takes part: each makes JPEGs of 1920 px at Q85, upright, with their metadata, two pictures at a time."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measure import Command
from program import BENCH, TO_1920, vipsort

# Several pictures a process, two processes: how these two are run on many files.
_VIPSTHUMBNAIL = """find "$1" -type f -print0 |
xargs -0 -P 2 -n 8 vipsthumbnail --size '1920x1920>' --output "$2/%s.jpg[Q=85]" """
_MOGRIFY = """find "$1" -type f -print0 |
xargs -0 -P 2 -n 8 mogrify -limit thread 1 -path "$2" -resize '1920x1920>' -auto-orient \
    -quality 85 -format jpg"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name for the table, and the command for a source and an empty target folder."""

    name: str
    command: Callable[[Path, Path], Command]


@dataclass(frozen=True, slots=True)
class Field:
    """Who is here, and who is not and why."""

    present: list[Contestant]
    missing: list[str]


def gather(work: Path) -> Field:
    """Find everyone who can be run on this machine; sharp is installed below the work folder."""
    found = [_sharp(work), _vipsthumbnail(), _imagemagick()]
    return Field(
        present=[*_ours(), *_flat(found)],
        missing=[reason for reason in found if isinstance(reason, str)],
    )


def _ours() -> list[Contestant]:
    return [
        Contestant("floor", partial(_folders_last, sys.executable, str(BENCH / "peers" / "floor.py"))),
        Contestant("vipsort", lambda source, target: vipsort(source, target, *TO_1920)),
        Contestant("Pillow", partial(_folders_last, sys.executable, str(BENCH / "peers" / "pillow_threads.py"))),
    ]


def _folders_last(*words: str | Path) -> Command:
    """Nobody computes one picture in several threads: parallelism is across pictures."""
    return Command(tuple(map(str, words)), {"VIPS_CONCURRENCY": "1"})


def _flat(found: list[list[Contestant] | str]) -> list[Contestant]:
    return [contestant for group in found if not isinstance(group, str) for contestant in group]


def _sharp(work: Path) -> list[Contestant] | str:
    """Sharp as it comes, which optimises its Huffman tables, and without that, as all others here do."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "sharp: no Node.js"
    install = ("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(work), "sharp")
    if subprocess.run(install, check=False, capture_output=True).returncode != 0:
        return "sharp: npm could not install it"
    words = ("node", str(BENCH / "peers" / "sharp.mjs"), str(work / "node_modules"))
    return [
        Contestant("sharp", partial(_folders_last, *words, "default")),
        Contestant("sharp, plain Huffman tables", partial(_folders_last, *words, "plain")),
    ]


def _vipsthumbnail() -> list[Contestant] | str:
    if not shutil.which("vipsthumbnail"):
        return "vipsthumbnail: not on PATH"
    return [Contestant("vipsthumbnail, xargs", partial(_folders_last, "sh", "-c", _VIPSTHUMBNAIL, "sh"))]


def _imagemagick() -> list[Contestant] | str:
    if not shutil.which("mogrify"):
        return "ImageMagick: no mogrify on PATH"
    return [Contestant("ImageMagick mogrify, xargs", partial(_folders_last, "sh", "-c", _MOGRIFY, "sh"))]
