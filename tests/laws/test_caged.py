"""Law 7 where it hurts: big pictures and hostile ones in a cgroup that has hardly any memory."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips

from cages import NoCage, cage
from conftest import Ran, Tree, needs_root
from hostile import hostile
from make import noise, with_comment

CAGE = 256 << 20
MEGABYTES_160 = 160 << 20

Giant = Callable[[pyvips.Image, Path], None]
_NO_FILTER = 8  # libvips' own number of it

STREAMED: dict[str, Giant] = {
    "a.jpg": lambda image, path: image.jpegsave(path, Q=50),
    "a.png": lambda image, path: image.pngsave(path, compression=1, filter=_NO_FILTER),
    "strips.tif": lambda image, path: image.tiffsave(path, compression="deflate", level=1),
    "tiles.tif": lambda image, path: image.tiffsave(path, compression="deflate", level=1, tile=True, bigtiff=True),
    "pyramid.tif": lambda image, path: image.tiffsave(path, compression="jpeg", tile=True, pyramid=True),
}
WHOLE: dict[str, Giant] = {
    "progressive.jpg": lambda image, path: image.jpegsave(path, Q=50, interlace=True),
    "interlaced.png": lambda image, path: image.pngsave(path, compression=1, filter=_NO_FILTER, interlace=True),
    "a.webp": lambda image, path: image.webpsave(path, effort=0),
}


@needs_root
def test_a_run_ends_by_itself_in_256_megabytes(tree: Tree) -> None:
    frames = [noise(1000, 750).resize(4).write_to_buffer(".jpg", Q=80, interlace=progressive) for progressive in (0, 1)]
    tree.write({f"photos/{number}.jpg": with_comment(frames[number % 2], str(number)) for number in range(8)})
    tree.write(hostile())
    try:
        with cage(CAGE) as held:
            with tree.start("--resize", "1000", "--format", "webp", through=held.through) as run:
                assert run.stdout
                out = run.stdout.read()
                _pid, status, _used = os.wait4(run.pid, 0)
                run.returncode = os.waitstatus_to_exitcode(status)
            assert (run.returncode, held.killed()) == (3, 0), out[-500:]
    except NoCage as error:
        pytest.skip(str(error))
    assert len(list((tree.dst / "NoDate").glob("[0-9]*.webp"))) == 8


@needs_root
def test_giants_stream_through_a_third_of_their_size_or_are_refused_by_name(tree: Tree) -> None:
    _make_giants(tree)
    ran, killed = caged(tree, MEGABYTES_160, "--format", "jpeg", "--resize", "1920")
    assert (ran.code, killed) == (3, 0), ran.err
    for name in WHOLE:
        told = ran.outcome(name)
        assert (told["verdict"], "of memory" in told["reason"]) == ("failed", True), told
    assert {ran.outcome(name)["verdict"] for name in STREAMED} == {"placed"}


@needs_root
def test_giants_are_sorted_and_what_cannot_be_checked_is_told(tree: Tree) -> None:
    _make_giants(tree)
    ran, killed = caged(tree, MEGABYTES_160, "--layout", "flat")
    assert (ran.code, killed) == (0, 0), ran.err
    assert set(tree.placed()) == STREAMED.keys() | WHOLE.keys()
    unchecked = {event["source"] for event in ran.events[:-1] if "not checked" in (event["reason"] or "")}
    assert unchecked == WHOLE.keys()


def _make_giants(tree: Tree) -> None:
    for makers, pixels in ((STREAMED, giant(15, 12)), (WHOLE, giant(9, 8))):
        for name, make in makers.items():
            make(pixels, tree.src / name)


def giant(across: int, down: int) -> pyvips.Image:
    """A picture of so many thousand pixels a side that costs nothing to keep."""
    slope = (pyvips.Image.xyz(1000, 1000)[0] / 8).cast("uchar")
    tile = slope.bandjoin(slope.rot90()).bandjoin(slope).copy(interpretation="srgb").copy_memory()
    return tile.replicate(across, down)


def caged(tree: Tree, most: int, *options: str) -> tuple[Ran, int]:
    """A run in so much memory, and how many processes the kernel ended."""
    try:
        with cage(most) as held:
            ran = tree.vipsort("run", tree.src, tree.dst, "--json", *options, through=held.through)
            return ran, held.killed()
    except NoCage as error:
        pytest.skip(str(error))


ASKING = "from vipsort.flow.machine import memory_left, memory_limit; print(memory_limit(), memory_left())"


@needs_root
def test_a_cgroup_says_how_much_memory_there_is_and_how_much_is_left(tree: Tree) -> None:
    try:
        with cage(CAGE) as held:
            ran = tree.vipsort("-c", ASKING, through=held.through, program=(sys.executable,))
    except NoCage as error:
        pytest.skip(str(error))
    limit, left = map(int, ran.out.split())
    assert limit == CAGE
    assert 0.8 * CAGE < left < CAGE
