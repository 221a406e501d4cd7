"""With --settle, what may still be growing is left for a later run, and nothing else is."""

import time
from pathlib import Path

import pytest

from conftest import Tree
from make import jpeg
from share import mounted, needs_fuse

NOW = ("--layout", "flat", "--settle", "0.001")
LONG_AGO = time.time() - 86_400 * 365
TOMORROW = time.time() + 86_400


def told(tree: Tree, *options: str) -> tuple[int, int, list[str]]:
    """How many were found and how many wait, and the names of what was placed, of a run that went well."""
    ran = tree.run(*options)
    assert ran.code == 0, ran.err
    placed = [event["source"] for event in ran.events if event.get("verdict") == "placed"]
    return ran.summary["found"], ran.summary["waiting"], placed


def test_a_new_file_waits_until_it_is_old_enough(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    assert told(tree, "--layout", "flat", "--settle", "3600") == (0, 1, [])
    assert tree.placed() == {}
    assert told(tree, *NOW) == (1, 0, ["a.jpg"])


def test_a_file_with_an_old_time_of_its_own_is_new_all_the_same(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()}, mtime=LONG_AGO)  # as cp -p and cameras leave it
    assert told(tree, "--settle", "3600") == (0, 1, [])


def test_a_file_that_somebody_is_writing_waits_however_long_the_writer_pauses(tree: Tree) -> None:
    data = jpeg()
    path = tree.src / "a.jpg"
    with path.open("wb") as writer:
        for part in (data[:300], data[300:]):
            writer.write(part)
            writer.flush()
            assert told(tree, *NOW) == (0, 1, [])
            assert told(tree, *NOW) == (0, 1, [])
    assert told(tree, *NOW) == (1, 0, ["a.jpg"])
    assert tree.placed() == {"a.jpg": data}


def test_a_time_in_the_future_is_believed_once_two_looks_saw_the_same(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(seed=1)}, mtime=TOMORROW)
    assert told(tree, *NOW) == (0, 1, [])
    tree.write({"a.jpg": jpeg(seed=2)}, mtime=TOMORROW)
    assert told(tree, *NOW) == (0, 1, [])
    assert told(tree, *NOW) == (1, 0, ["a.jpg"])


def test_what_was_done_never_waits(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(), "notes.txt": b"text"}, mtime=TOMORROW)
    tree.run("--layout", "flat")
    assert told(tree, *NOW) == (2, 0, [])


def test_a_picture_waits_for_what_belongs_to_it(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg(seed=1), "b.jpg": jpeg(seed=2)})
    with (tree.src / "A.jpg.xmp").open("wb"):
        assert told(tree, *NOW) == (1, 2, ["b.jpg"])
    assert told(tree, *NOW)[1:] == (0, ["a.jpg"])


@pytest.mark.parametrize("name", [".a.jpg.Xy12zZ", "a.jpg.part", "a.jpg.crdownload", "~$a.jpg", ".syncthing.a.jpg.tmp"])
def test_a_name_that_is_not_the_last_one_is_left_alone(tree: Tree, name: str) -> None:
    tree.write({name: jpeg()}, mtime=LONG_AGO)
    ran = tree.run(*NOW)
    outcome = ran.outcome(name)
    assert (outcome["verdict"], outcome["reason"]) == ("skipped", "named as a file that is still being written")
    assert (ran.summary["found"], ran.summary["waiting"]) == (1, 0)
    (tree.src / name).rename(tree.src / "a.jpg")
    assert told(tree, *NOW) == (1, 0, ["a.jpg"])


def test_what_is_not_wanted_keeps_nobody_waiting(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    with (tree.src / "growing.log").open("wb"):
        assert told(tree, "--exclude", "*.log", *NOW) == (2, 0, ["a.jpg"])


def test_without_settle_nobody_waits(tree: Tree) -> None:
    with (tree.src / "a.jpg").open("wb") as writer:
        writer.write(jpeg())
        writer.flush()
        assert told(tree, "--layout", "flat") == (1, 0, ["a.jpg"])


def test_a_pipe_is_told_how_many_wait(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    words = ("run", tree.src, tree.dst, "--settle", "3600")
    assert "waiting 1" in tree.vipsort(*words).out.splitlines()


@needs_fuse
def test_a_share_s_clock_is_not_believed(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()}, mtime=time.time() - 1800)  # half an hour ago there, or now on a clock that is wrong
    mount: Path = tree.root / "mount"
    with mounted(tree.src, mount):
        before = (mount / "a.jpg").stat()
        words = ("run", mount, tree.dst, *NOW)
        assert "waiting 1" in tree.vipsort(*words).out.splitlines()
        second = tree.vipsort(*words)
        assert "placed 1" in second.out.splitlines()
        assert "waiting" not in second.out
        assert (mount / "a.jpg").stat().st_mtime_ns == before.st_mtime_ns
