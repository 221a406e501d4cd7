"""Who takes part: each makes JPEGs of one size at Q85, upright, with their metadata, two pictures at a time."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from measure import Command
from program import BENCH, to_jpegs, vipsort
from versions import of_package, said_by

# Several pictures a process, two processes: how these two are run on many files. $3 is the size, $4 pictures a process.
_VIPSTHUMBNAIL = """find "$1" -type f -print0 |
xargs -0 -P 2 -n "$4" vipsthumbnail --size "$3x$3>" --output "$2/%s.jpg[Q=85]" """
_MOGRIFY = """find "$1" -type f -print0 |
xargs -0 -P 2 -n "$4" mogrify -limit thread 1 -path "$2" -resize "$3x$3>" -auto-orient \
    -quality 85 -format jpg"""
_FEWEST = 8  # pictures a process
_ALONE = {"VIPS_CONCURRENCY": "1"}  # nobody computes one picture in several threads: parallelism is across pictures


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name for the table, and the command for a source and an empty target folder."""

    name: str
    command: Callable[[Path, Path], Command]


@dataclass(frozen=True, slots=True)
class Field:
    """Who is here, in which version, and who is not and why."""

    present: list[Contestant]
    missing: list[str]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """The longer side of what is to be made, and how many pictures there are."""

    pixels: int
    pictures: int

    @property
    def per_process(self) -> int:
        """Six processes for each of two cores, so that neither starting them nor the last one's end weighs much."""
        return max(_FEWEST, -(-self.pictures // 12))


def gather(task: Task, peers: Collection[str], cache: Path) -> Field:
    """Ourselves, libvips alone, and the peers of these names that are here; sharp is installed into the cache."""
    found = [_FINDERS[name](task, cache) for name in _FINDERS if name in peers]
    return Field(
        present=[
            python_peer("floor", "floor.py", str(task.pixels)),
            ours("vipsort", *to_jpegs(task.pixels)),
            *(contestant for group in found if not isinstance(group, str) for contestant in group),
        ],
        missing=[reason for reason in found if isinstance(reason, str)],
        versions=_versions(peers, cache),
    )


def python_peer(name: str, script: str, *more: str) -> Contestant:
    """A script of `peers/` that takes a source, a target and more words."""

    def command(source: Path, target: Path) -> Command:
        return Command((sys.executable, str(BENCH / "peers" / script), str(source), str(target), *more), _ALONE)

    return Contestant(name, command)


def ours(name: str, *options: str) -> Contestant:
    """The program under test, with these options."""
    return Contestant(name, lambda source, target: vipsort(source, target, *options))


def shell(name: str, script: str, *more: str) -> Contestant:
    """Lines for `sh`, with the source as $1, the target as $2, and more words."""

    def command(source: Path, target: Path) -> Command:
        return Command(("sh", "-c", script, "sh", str(source), str(target), *more), _ALONE)

    return Contestant(name, command)


def _pillow(task: Task, _cache: Path) -> list[Contestant]:
    return [python_peer("Pillow", "pillow_threads.py", str(task.pixels))]


def _sharp(task: Task, cache: Path) -> list[Contestant] | str:
    """Sharp as it comes, which optimises its Huffman tables, and without that, as all others here do."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "sharp: no Node.js"
    home = cache.resolve() / "sharp"
    install = ("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(home), "sharp")
    there = (home / "node_modules" / "sharp").exists()
    if not there and subprocess.run(install, check=False, capture_output=True).returncode != 0:
        return "sharp: npm could not install it"

    def run(tables: str) -> Callable[[Path, Path], Command]:
        words = ("node", str(BENCH / "peers" / "sharp.mjs"), str(home / "node_modules"), tables, str(task.pixels))
        return lambda source, target: Command((*words, str(source), str(target)), _ALONE)

    return [Contestant("sharp", run("default")), Contestant("sharp, plain Huffman tables", run("plain"))]


def _vipsthumbnail(task: Task, _cache: Path) -> list[Contestant] | str:
    if not shutil.which("vipsthumbnail"):
        return "vipsthumbnail: not on PATH"
    return [shell("vipsthumbnail, xargs", _VIPSTHUMBNAIL, str(task.pixels), str(task.per_process))]


def _imagemagick(task: Task, _cache: Path) -> list[Contestant] | str:
    if not shutil.which("mogrify"):
        return "ImageMagick: no mogrify on PATH"
    return [shell("ImageMagick mogrify, xargs", _MOGRIFY, str(task.pixels), str(task.per_process))]


def _versions(peers: Collection[str], cache: Path) -> dict[str, str]:
    told = {name: said_by(*words) for name, words in _VERSIONS.items() if name in peers and shutil.which(words[0])}
    sharp = cache / "sharp" / "node_modules" / "sharp"
    return told | ({"sharp": of_package(sharp)} if "sharp" in peers and sharp.exists() else {})


_FINDERS: Mapping[str, Callable[[Task, Path], list[Contestant] | str]] = {
    "Pillow": _pillow,
    "sharp": _sharp,
    "vipsthumbnail": _vipsthumbnail,
    "ImageMagick": _imagemagick,
}
_VERSIONS = {"vipsthumbnail": ("vipsthumbnail", "--vips-version"), "ImageMagick": ("mogrify", "-version")}
PEERS = tuple(_FINDERS)
"""The names of all that may take part."""
