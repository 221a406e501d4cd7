"""Laws 1, 5, 7 and 9 for files of somebody who means harm: the run ends, and each has the verdict that it deserves."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Ran, Tree, contents
from hostile import hostile, write_special
from processes import MEASURED

SORTING = ("--layout", "{year}/{make}/{model}", "--others", "copy")
RENDERING = ("--resize", "200", "--format", "webp", "--max-size", "20kB", "--metadata", "private")
LIMITS = ("--max-pixels", "50000000", "--memory", "100MB", "--parallel", "2", "--timeout", "60")
MOST_MEMORY = 700_000_000  # bytes, of the largest process: the widest of the bombs takes 500 MB, and runs alone

# What its header promises is not decoded: placed as it is, unchecked, and not made anew.
TOO_MUCH = {
    "bombs/area lied.png", "bombs/area interlaced.png", "bombs/area real.png", "bombs/area.gif", "bombs/area.jpg",
    "bombs/area 400 MP.gif", "bombs/area lossless.webp", "bombs/area.avif", "bombs/area.bmp", "bombs/area 900 MP.bmp",
    "bombs/area.ppm", "bombs/area.tga", "bombs/area.qoi", "bombs/frames.gif", "bombs/big frames.gif", "bombs/pages.tif",
}  # fmt: skip
BROKEN_BOMBS = {
    "bombs/area.png", "bombs/area.webp", "bombs/area.heic", "bombs/area.tif", "bombs/wide.png", "bombs/bands.tif",
    "bombs/bands of 8.tif", "bombs/no area.png", "bombs/no area.jpg", "bombs/pages to nowhere.tif",
    "bombs/a directory of 65535.tif", "poison/chunk without end.png",
}  # fmt: skip
BESIDE_A_BROKEN_ONE = "bombs/area.jpg"  # of bombs/area.heic
# Sound after all: what was cut off, or told too much, are no pixels.
SOUND = {"cut/plain 4.tiff", "liars/bomb.svg", "liars/and a zip.jpg", "liars/png inside.jpg"}
# Its words alone are more than the limit.
TOO_LONG_WINDED = {"poison/long words.jpg"}


@pytest.fixture(scope="module")
def enemies() -> Mapping[str, bytes]:
    return hostile()


@pytest.mark.parametrize("policy", [SORTING, RENDERING], ids=["sorted", "rendered"])
def test_a_hostile_tree_is_survived(tree: Tree, enemies: Mapping[str, bytes], policy: tuple[str, ...]) -> None:
    tree.write(enemies)
    (tree.src / "special").mkdir()
    special = {f"special/{name}" for name in write_special(tree.src / "special")}
    before, outside = contents_of_files(tree.src), everything(tree.root)
    ran, memory = run_measured(tree, *LIMITS, *policy)
    assert ran.code == 3, ran.err
    assert "Traceback" not in ran.err
    assert memory < MOST_MEMORY
    told = {event["source"]: event["verdict"] for event in ran.events[:-1]}
    assert len(told) == len(ran.events) - 1 == ran.summary["found"]
    expected = {source: verdict_of(source, rendered=policy is RENDERING) for source in enemies}
    assert told == expected | dict.fromkeys(special, "skipped")
    assert contents_of_files(tree.src) == before
    assert {path for path in everything(tree.root) - outside if not path.is_relative_to(tree.dst)} <= {
        tree.root / "state"
    }
    assert_names_are_harmless(tree.dst)
    assert not tree.leftovers()


def test_what_a_person_reads_of_a_hostile_tree_moves_no_cursor(tree: Tree, enemies: Mapping[str, bytes]) -> None:
    tree.write(enemies)
    ran = tree.vipsort("run", tree.src, tree.dst, "--verbose", *LIMITS, "--layout", "{make}/{model}")
    assert ran.code == 3, ran.err
    log = (tree.dst / ".vipsort" / "error.log").read_text()
    for text in (ran.out, ran.err, log):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffd]", text)


def verdict_of(source: str, *, rendered: bool) -> str:
    if source == BESIDE_A_BROKEN_ONE and not rendered:
        return "quarantined"
    if source in TOO_MUCH | TOO_LONG_WINDED:
        too_much = rendered and source != "poison/long words.jpg"
        return "failed" if rendered and (too_much or source in TOO_LONG_WINDED) else "placed"
    broken = source in BROKEN_BOMBS or source.startswith(("cut/", "liars/"))
    return "quarantined" if broken and source not in SOUND else "placed"


def run_measured(tree: Tree, *options: str) -> tuple[Ran, int]:
    """A run, and the most memory that a process of it held, in bytes."""
    with tree.start(*options, through=MEASURED) as run:
        out, err = run.communicate()
    words, _newline, peak = err.decode().rpartition("\n")
    return Ran(run.returncode, out.decode(), words), int(peak) * 1024


def contents_of_files(folder: Path) -> dict[str, bytes]:
    """Every regular file; to open the others might never end."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def assert_names_are_harmless(dst: Path) -> None:
    for name in contents(dst):
        assert name.isprintable(), ascii(name)
        for part in name.split("/"):
            assert len(part.encode()) <= 255
            assert part not in {"", ".", ".."}
            assert not set('<>:"\\|?*') & set(part)
