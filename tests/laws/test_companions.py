"""Laws 2 and 6 for files that belong together: one tree for any limits, and after any kill."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import PICTURES, Tree, contents
from make import jpeg, movie, picture
from processes import kill_at, kill_when_told

DAY = "2019:07:04 10:11:12"
XMP = b"<x:xmpmeta/>"
RAW = (PICTURES / "canon-350d.cr2").read_bytes()
SORTED = ("--layout", "flat", "--others", "copy")


@pytest.fixture(scope="module")
def parties() -> dict[str, bytes]:
    """Groups that get in each other's way, among lone pictures of the same names, twins, strangers and broken ones."""
    files: dict[str, bytes] = {}
    for number, folder in enumerate("bdfh"):
        files |= {
            f"{folder}/IMG_1.JPG": jpeg(DAY, number, (400, 300)),
            f"{folder}/IMG_1.MOV": movie("2019-07-04T10:11:12+0200", seconds=number + 1),
            f"{folder}/IMG_1.AAE": XMP,
            f"{folder}/IMG_1.JPG.xmp": XMP + str(number).encode(),
        }
    whole = jpeg(DAY, 30)
    return files | {
        "a/IMG_1.png": picture(".png", 9),
        "c/IMG_1.png": picture(".png", 10),
        "e/IMG_1.webp": picture(".webp", 11),
        "g/IMG_1-2.JPG": jpeg(DAY, 12),
        "i/twin.JPG": files["b/IMG_1.JPG"],
        "i/twin.xmp": XMP,
        "i/twin.AAE": XMP,
        "j/IMG_1.JPG": whole[: len(whole) // 2],
        "j/IMG_1.xmp": XMP,
        "k/IMG_1.JPG": jpeg(DAY, 13),
        "k/IMG_1.CR2": RAW,  # of another day
        "k/IMG_1.CR2.xmp": XMP,
        "l/IMG_1.JPG": jpeg(seed=14),
        "l/IMG_1.MOV": movie("2018-01-01T10:00:00+0000"),
        "m/IMG_1.jpg": jpeg(seed=15),
        "m/IMG_1-edited.jpg": jpeg(seed=16),
        "m/IMG_1.jpg.json": b'{"photoTakenTime": {"timestamp": "1562235072"}}',
        "n/B_BURST1.jpg": jpeg(seed=17),
        "n/B_BURST2_COVER.jpg": jpeg(DAY, 18),
        "o/IMG_1.mov": movie("2018-01-01T10:00:00+0000", seconds=99),
    }


def straight(tree: Tree, *options: str) -> dict[str, bytes]:
    """The tree of a run that nobody stopped and that takes nothing away."""
    ran = tree.vipsort("run", tree.src, tree.root / "straight", "--json", *options)
    assert ran.code == 3, ran.err
    return contents(tree.root / "straight")


def test_the_tree_does_not_depend_on_the_limits(tree: Tree, parties: dict[str, bytes]) -> None:
    tree.write(parties)
    expected = straight(tree, *SORTED)
    assert {"IMG_1-2.JPG", "IMG_1-2.MOV", "IMG_1-2.AAE", "IMG_1-2.JPG.xmp"} <= set(expected)

    def within(words: tuple[str, ...]) -> dict[str, bytes]:
        dst = tree.root / "-".join(words)
        tree.vipsort("run", tree.src, dst, "--json", *SORTED, *words)
        return contents(dst)

    limits = [("--parallel", "1", "--io", "1", "--memory", "64MB"), ("--parallel", "4", "--io", "16")]
    with ThreadPoolExecutor(2) as pool:
        for tree_within in pool.map(within, limits):
            assert tree_within == expected


@pytest.mark.parametrize("moment", ["renameat2:2", "renameat2:7", "renameat2:12", "fsync:12"])
@pytest.mark.parametrize("move", [(), ("--move",)], ids=["copied", "moved"])
def test_a_run_killed_at_any_moment_is_finished_by_the_next(
    tree: Tree, parties: dict[str, bytes], strace: str, moment: str, move: tuple[str, ...]
) -> None:
    tree.write(parties)
    expected = straight(tree, *SORTED)
    assert kill_at(tree, strace, moment, (*SORTED, *move)) == -signal.SIGKILL
    assert tree.run(*SORTED, *move).code in {0, 3}  # the broken one may have left before
    assert tree.placed() == expected
    assert not tree.leftovers()
    assert bool(contents(tree.src)) is not bool(move)
    assert tree.run(*SORTED, *move).summary["placed"] == 0


@pytest.mark.parametrize("moment", ["renameat2:2", "renameat2:4"])
def test_a_second_go_that_is_killed_is_finished_by_the_next(
    tree: Tree, parties: dict[str, bytes], strace: str, moment: str
) -> None:
    first = {name: data for name, data in parties.items() if not name.endswith((".JPG", ".jpg", ".png"))}
    tree.write(first)
    for dst in (tree.dst, tree.root / "straight"):
        tree.vipsort("run", tree.src, dst, *SORTED)
    tree.write({name: data for name, data in parties.items() if name not in first})
    expected = straight(tree, *SORTED)
    assert kill_at(tree, strace, moment, SORTED) == -signal.SIGKILL
    assert tree.run(*SORTED).code == 3
    assert tree.placed() == expected
    assert tree.run(*SORTED).summary["placed"] == 0


def test_batches_are_not_cut_inside_a_group(tree: Tree) -> None:
    names = [f"{number:03}" for number in range(300)]
    tree.write({f"{name}{end}": f"{name}{end}".encode() for name in names for end in (".nef", ".nef.xmp", ".mov")})
    tree.run("--layout", "flat")
    assert {Path(name).suffix for name in tree.placed()} == {".nef", ".xmp", ".mov"}
    assert len(tree.placed()) == 900


def test_an_engine_that_dies_while_groups_are_moved_is_followed_by_one_that_ends_it(
    tree: Tree, parties: dict[str, bytes]
) -> None:
    tree.write(parties)
    expected = straight(tree, *SORTED)
    with tree.start(*SORTED, "--move", "--io", "1", "--parallel", "1") as run:
        kill_when_told(run.pid, signal.SIGKILL)
        out, err = run.communicate()
    assert run.returncode == 3, err
    assert tree.placed() == expected
    assert contents(tree.src) == {}
    told = [event["source"] for event in tree.events(out) if event["event"] == "outcome"]
    assert set(told) == set(parties)
    assert len(told) <= len(parties) + 1  # the line that was being told may be told once more
