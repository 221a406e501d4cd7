"""Who keeps a limit in bytes: programs with an option for it, and Pillow in a loop. Each works on one core."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measure import Command
from program import BENCH, vipsort
from versions import said_by
from vipsort.photo.formats import Format

# $1 is the folder of sources, $2 an empty one, $3 bytes. jpegoptim counts in units of 1024.
_JPEGOPTIM = 'exec jpegoptim --quiet --strip-all --size=$(($3 / 1024)) --dest="$2" "$1"/*'
_MOGRIFY = 'exec mogrify -limit thread 1 -path "$2" -format jpg -define jpeg:extent="$3" "$1"/*'
_CWEBP = """for file in "$1"/*; do
    cwebp -quiet -size "$3" "$file" -o "$2/$(basename "$file" .png).webp" || exit
done"""

_ASKED = {"jpegoptim": "--version"}  # the others say their version with one dash


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name for the table, the format made and the one that is fed, and the command for two folders and a limit."""

    name: str
    format: Format
    fed: Format
    command: Callable[[Path, Path, int], Command]


@dataclass(frozen=True, slots=True)
class Field:
    """Who is here, the versions of the programs, and who is not."""

    present: list[Contestant]
    versions: dict[str, str]
    missing: list[str]


def gather() -> Field:
    """Find everyone who can be run on this machine."""
    peers = {
        "jpegoptim": Contestant("jpegoptim --size", Format.JPEG, Format.JPEG, partial(_shell, _JPEGOPTIM)),
        "mogrify": Contestant("ImageMagick jpeg:extent", Format.JPEG, Format.PNG, partial(_shell, _MOGRIFY)),
        "cwebp": Contestant("cwebp -size", Format.WEBP, Format.PNG, partial(_shell, _CWEBP)),
    }
    versions = {
        program: said_by(program, _ASKED.get(program, "-version")) for program in peers if shutil.which(program)
    }
    return Field(
        [*_ours(), *(peers[program] for program in versions), *_pillow()],
        versions,
        [program for program in peers if program not in versions],
    )


def _ours() -> list[Contestant]:
    fed = ((Format.JPEG, Format.PNG), (Format.JPEG, Format.JPEG), (Format.WEBP, Format.PNG), (Format.AVIF, Format.PNG))
    return [Contestant("vipsort", format_, source, partial(_vipsort, format_)) for format_, source in fed]


def _vipsort(format_: Format, source: Path, target: Path, limit: int) -> Command:
    words = ("--max-size", str(limit), "--format", format_, "--layout", "flat", "--parallel", "1")
    return vipsort(source, target, *words)


def _pillow() -> list[Contestant]:
    formats = {Format.JPEG: "jpg", Format.WEBP: "webp", Format.AVIF: "avif"}
    return [
        Contestant("Pillow, bisection", format_, Format.PNG, partial(_pillow_to, suffix))
        for format_, suffix in formats.items()
    ]


def _pillow_to(suffix: str, source: Path, target: Path, limit: int) -> Command:
    return Command(
        (sys.executable, str(BENCH / "peers" / "pillow_size.py"), str(source), str(target), str(limit), suffix)
    )


def _shell(script: str, source: Path, target: Path, limit: int) -> Command:
    return Command(("sh", "-c", script, "sh", str(source), str(target), str(limit)))
