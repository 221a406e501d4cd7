"""``--move``: an original leaves SRC only once its copy is durable, was read again, and is what was journalled."""

import os
import subprocess
from pathlib import Path

import pytest

from conftest import PICTURES, Tree, contents, needs_root
from make import jpeg, with_comment

FIRST = jpeg("2019:07:04 10:11:12", seed=1, size=(640, 480))
SECOND = jpeg("2020:01:02 03:04:05", seed=2)
HALF = SECOND[: len(SECOND) // 2]


def test_what_is_placed_leaves_and_what_is_not_stays(tree: Tree) -> None:
    tree.write({"a/one.jpg": FIRST, "b/two.jpg": SECOND, "b/half.jpg": HALF, "notes.txt": b"text", "empty.jpg": b""})
    ran = tree.run("--move")
    assert ran.code == 3, ran.err
    assert contents(tree.src) == {"notes.txt": b"text"}
    expected = {"2019/one.jpg": FIRST, "2020/two.jpg": SECOND, "Corrupted/half.jpg": HALF, "Corrupted/empty.jpg": b""}
    assert tree.placed() == expected


def test_twins_leave_too(tree: Tree) -> None:
    tree.write({"a/one.jpg": FIRST, "b/twin.jpg": FIRST, "c/twin.jpg": FIRST})
    ran = tree.run("--move")
    assert ran.code == 0, ran.err
    assert ran.summary["duplicate"] == 2
    assert contents(tree.src) == {}
    assert tree.placed() == {"2019/one.jpg": FIRST}


def test_folders_go_that_held_nothing_else(tree: Tree) -> None:
    tree.write({"a/b/c/one.jpg": FIRST, "d/two.jpg": SECOND, "d/notes.txt": b"text"})
    (tree.src / "empty all along").mkdir()
    tree.run("--move")
    assert sorted(path.name for path in tree.src.rglob("*")) == ["d", "empty all along", "notes.txt"]


def test_without_it_nothing_leaves(tree: Tree) -> None:
    tree.write({"a/one.jpg": FIRST})
    before = tree.sources()
    tree.run()
    assert tree.sources() == before


def test_what_an_earlier_run_copied_leaves_after_it_was_compared(tree: Tree) -> None:
    tree.write({"a/one.jpg": FIRST, "b/twin.jpg": FIRST, "c/two.jpg": SECOND, "d/two.jpg": with_comment(SECOND, "x")})
    tree.run("--duplicates", "keep")
    (tree.dst / "2020" / "two.jpg").write_bytes(b"somebody changed it")
    (tree.dst / "2020" / "two-2.jpg").unlink()
    ran = tree.run("--move", "--duplicates", "keep")
    assert ran.code == 3
    assert set(contents(tree.src)) == {"c/two.jpg", "d/two.jpg"}
    assert "2020/two.jpg is not what was placed there" in ran.outcome("c/two.jpg")["stays"]
    assert "2020/two-2.jpg" in ran.outcome("d/two.jpg")["stays"]
    assert set(tree.placed()) == {"2019/one.jpg", "2019/twin.jpg", "2020/two.jpg"}


def test_a_copy_that_lost_its_journal_is_adopted_and_the_original_leaves(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    tree.run()
    for path in (tree.dst / ".vipsort").iterdir():
        path.unlink()
    assert tree.run("--move").code == 0
    assert contents(tree.src) == {}
    assert tree.placed() == {"2019/one.jpg": FIRST}


def test_an_original_that_was_made_anew_leaves_with_a_warning_said_once(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST, "two.jpg": FIRST, "three.jpg": jpeg("2019:07:05 00:00:00", seed=5, size=(640, 480))})
    ran = tree.run("--move", "--resize", "100")
    assert ran.code == 0, ran.err
    assert contents(tree.src) == {}
    assert ran.err.count("--trash") == 1
    assert len(tree.placed()) == 2


def test_the_trash_keeps_originals(tree: Tree) -> None:
    tree.write({"a/one.jpg": FIRST, "b/twin.jpg": FIRST, "half.jpg": HALF}, mtime=1_500_000_000)
    before = tree.sources()
    ran = tree.run("--move", "--trash", tree.root / "trash", "--resize", "100")
    assert ran.code == 3
    assert "--trash" not in ran.err
    assert contents(tree.src) == {}
    (run,) = (tree.root / "trash").iterdir()
    assert contents(run) == {"a/one.jpg": FIRST, "b/twin.jpg": FIRST, "half.jpg": HALF}
    assert {(run / name).stat().st_mtime_ns for name in before} == {1_500_000_000_000_000_000}


@needs_root
def test_the_trash_may_lie_on_another_disk(tree: Tree, tmp_path: Path) -> None:
    trash = tmp_path / "trash"
    trash.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "vipsort-test", trash], check=True)
    try:
        tree.write({"a/one.jpg": FIRST, "half.jpg": HALF})
        ran = tree.run("--move", "--trash", trash)
        assert ran.code == 3, ran.err
        (run,) = trash.iterdir()
        assert contents(run) == {"a/one.jpg": FIRST, "half.jpg": HALF}
        assert contents(tree.src) == {}
    finally:
        subprocess.run(["umount", trash], check=True)


def test_a_trash_without_a_move_is_wrong_usage(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    ran = tree.run("--trash", tree.root / "trash")
    assert ran.code == 2
    assert "--move" in ran.err


@pytest.mark.parametrize("where", ["src", "dst"])
def test_a_trash_in_the_way_is_wrong_usage(tree: Tree, where: str) -> None:
    tree.write({"one.jpg": FIRST})
    ran = tree.run("--move", "--trash", tree.root / where / "trash")
    assert ran.code == 2
    assert contents(tree.src) == {"one.jpg": FIRST}


@needs_root
def test_one_file_by_two_paths_is_never_removed(tree: Tree) -> None:
    """A bind mount, a union of disks or a share that leads back: the copy that was found is the original itself."""
    tree.write({"one.jpg": FIRST})
    tree.run()
    alias = tree.root / "alias"
    alias.mkdir()
    subprocess.run(["mount", "--bind", tree.dst / "2019", alias], check=True)
    try:
        ran = tree.vipsort("run", alias, tree.dst, "--json", "--move")
        assert ran.code == 3, ran.err
        assert ran.outcome("one.jpg")["stays"] == "it and 2019/one.jpg are one file"
        assert tree.placed() == {"2019/one.jpg": FIRST}
        assert not tree.leftovers()
    finally:
        subprocess.run(["umount", alias], check=True)


@needs_root
def test_src_and_dst_are_not_one_folder_by_two_paths(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    tree.dst.mkdir()
    subprocess.run(["mount", "--bind", tree.src, tree.dst], check=True)
    try:
        assert tree.run("--move").code == 2
        assert contents(tree.src) == {"one.jpg": FIRST}
    finally:
        subprocess.run(["umount", tree.dst], check=True)


def test_one_file_by_two_names_keeps_the_other_one(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    (tree.dst / "2019").mkdir(parents=True)
    os.link(tree.src / "one.jpg", tree.dst / "2019" / "one.jpg")
    tree.run("--move")
    assert tree.placed() == {"2019/one.jpg": FIRST}


def test_a_dry_run_moves_nothing(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    tree.run("--move", "--dry-run")
    assert contents(tree.src) == {"one.jpg": FIRST}


def test_real_pictures_of_every_kind_are_moved_whole(tree: Tree) -> None:
    pictures = {path.name: path.read_bytes() for path in PICTURES.iterdir() if path.suffix != ".md"}
    tree.write(pictures)
    tree.run("--move", "--others", "copy")
    assert contents(tree.src) == {}
    assert sorted(tree.placed().values()) == sorted(set(pictures.values()))
