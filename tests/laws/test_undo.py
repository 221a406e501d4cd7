"""``vipsort undo``: a run is taken back from the journal; nothing that changed since is touched, nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import PICTURES, Ran, Tree, contents
from make import jpeg, with_comment

FIRST = jpeg("2019:07:04 10:11:12", seed=1, size=(640, 480))
SECOND = jpeg("2020:01:02 03:04:05", seed=2)
HALF = SECOND[: len(SECOND) // 2]
SHELF = {"a/one.jpg": FIRST, "b/twin.jpg": FIRST, "two.jpg": SECOND, "half.jpg": HALF, "notes.txt": b"text"}


def undo(tree: Tree, *options: str) -> Ran:
    return tree.vipsort("undo", tree.dst, "--json", *options)


def fates(ran: Ran) -> dict[str, Any]:
    return {event["source"]: event["fate"] for event in ran.events[:-1]}


@pytest.mark.parametrize("policy", [(), ("--duplicates", "folder"), ("--resize", "100"), ("--flatten",)], ids=str)
def test_a_copy_is_taken_back(tree: Tree, policy: tuple[str, ...]) -> None:
    tree.write(SHELF)
    before = tree.sources()
    tree.run("--layout", "day", *policy)
    ran = undo(tree)
    assert ran.code == 0, ran.err
    assert tree.sources() == before
    assert tree.placed() == {}
    assert [path.name for path in tree.dst.iterdir()] == [".vipsort"]
    assert ran.summary["removed"] == len(ran.events) - 1 >= 3
    assert set(fates(ran).values()) == {"removed"}


@pytest.mark.parametrize("trash", [False, True])
@pytest.mark.parametrize("policy", [(), ("--duplicates", "folder"), ("--duplicates", "keep")], ids=str)
def test_a_move_is_taken_back(tree: Tree, policy: tuple[str, ...], *, trash: bool) -> None:
    tree.write(SHELF, mtime=1_500_000_000)
    before = tree.sources()
    tree.run("--move", *policy, *(("--trash", tree.root / "trash") if trash else ()))
    assert set(contents(tree.src)) == {"notes.txt"}
    ran = undo(tree)
    assert ran.code == 0, ran.err
    assert {name: seen[:2] for name, seen in tree.sources().items()} == {
        name: seen[:2] for name, seen in before.items()
    }
    assert tree.placed() == {}
    assert set(fates(ran).values()) == {"returned"}
    if trash:
        assert contents(tree.root / "trash") == {}


def test_a_move_of_what_an_earlier_run_copied_is_taken_back(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run()
    placed = tree.placed()
    tree.run("--move")
    assert set(contents(tree.src)) == {"notes.txt"}
    assert undo(tree).code == 0
    assert contents(tree.src) == SHELF
    assert tree.placed() == placed
    assert undo(tree).code == 0
    assert tree.placed() == {}


def test_originals_that_were_made_anew_come_back_from_the_trash(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run("--move", "--trash", tree.root / "trash", "--resize", "100")
    assert undo(tree).code == 0
    assert contents(tree.src) == SHELF
    assert tree.placed() == {}


def test_what_is_back_in_its_place_does_not_stay_in_the_trash_too(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run("--move", "--trash", tree.root / "trash")
    for name, data in contents(tree.root / "trash").items():  # as an undo leaves them that was killed in between
        tree.write({name.partition("/")[2]: data})
    assert undo(tree, "--dry-run").code == 0
    assert len(contents(tree.root / "trash")) == len(SHELF) - 1
    assert undo(tree).code == 0
    assert contents(tree.src) == SHELF
    assert contents(tree.root / "trash") == {}


def test_what_is_all_that_is_left_is_never_removed(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run("--resize", "20", "--move")
    kept = tree.placed()
    ran = undo(tree)
    assert ran.code == 3
    assert fates(ran) == {"a/one.jpg": "left", "b/twin.jpg": "left", "two.jpg": "left", "half.jpg": "returned"}
    assert tree.placed() == {name: data for name, data in kept.items() if not name.startswith("Corrupted")}
    tree.write(SHELF)
    assert undo(tree).code == 0
    assert tree.placed() == {}


def test_a_card_that_was_wiped_keeps_its_copies(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST, "two.jpg": SECOND})
    tree.run()
    (tree.src / "one.jpg").unlink()
    ran = undo(tree)
    assert ran.code == 3
    assert fates(ran) == {"one.jpg": "left", "two.jpg": "removed"}
    assert tree.placed() == {"2019/one.jpg": FIRST}
    assert "one.jpg: left, its original is not in SRC any more" in tree.vipsort("undo", tree.dst).err


def test_what_has_changed_since_is_not_touched(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST, "two.jpg": SECOND, "three.jpg": with_comment(FIRST, "three")})
    tree.run("--move")
    (tree.dst / "2019" / "one.jpg").write_bytes(b"edited by hand")
    tree.write({"three.jpg": b"another one came to its place"})
    ran = undo(tree)
    assert ran.code == 3
    assert fates(ran) == {"one.jpg": "left", "three.jpg": "left", "two.jpg": "returned"}
    assert contents(tree.src) == {"three.jpg": b"another one came to its place", "two.jpg": SECOND}
    assert set(tree.placed()) == {"2019/one.jpg", "2019/three.jpg"}


def test_what_was_there_before_is_not_taken_back(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST, "two.jpg": SECOND})
    (tree.dst / "2019").mkdir(parents=True)
    (tree.dst / "2019" / "one.jpg").write_bytes(FIRST)
    tree.run()
    assert fates(undo(tree)) == {"two.jpg": "removed"}
    assert tree.placed() == {"2019/one.jpg": FIRST}
    tree.run("--move")
    assert contents(tree.src) == {}
    assert undo(tree).code == 0
    assert contents(tree.src) == {"one.jpg": FIRST, "two.jpg": SECOND}
    assert tree.placed() == {"2019/one.jpg": FIRST}


def test_a_dry_run_says_the_same_and_does_nothing(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run("--move")
    before, placed = contents(tree.src), tree.placed()
    state = {path.name: path.read_bytes() for path in (tree.dst / ".vipsort").iterdir() if path.name != "lock"}
    told = undo(tree, "--dry-run")
    assert (contents(tree.src), tree.placed()) == (before, placed)
    assert {path.name: path.read_bytes() for path in (tree.dst / ".vipsort").iterdir() if path.name != "lock"} == state
    assert fates(told) == fates(undo(tree))


def test_what_was_taken_back_can_be_done_again(tree: Tree) -> None:
    tree.write(SHELF)
    tree.run()
    placed = tree.placed()
    undo(tree)
    again = tree.run()
    assert again.summary["unchanged"] == 0
    assert tree.placed() == placed
    undo(tree)
    (tree.dst / ".vipsort" / "index.sqlite").unlink()
    tree.run("--move")
    assert tree.placed() == placed
    assert set(contents(tree.src)) == {"notes.txt"}


def test_the_last_run_that_did_something_is_taken_back_and_any_by_its_name(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    tree.run()
    tree.write({"two.jpg": SECOND})
    tree.run()
    tree.run()
    second = undo(tree)
    assert fates(second) == {"two.jpg": "removed"}
    first = undo(tree)
    assert fates(first) == {"one.jpg": "removed"}
    nothing = tree.vipsort("undo", tree.dst)
    assert nothing.code == 2
    assert nothing.err.count("\n") == 1
    tree.run()
    third = undo(tree, "--dry-run").summary["run"]
    assert fates(undo(tree, "--run", third)) == {"one.jpg": "removed", "two.jpg": "removed"}
    assert undo(tree, "--run", "nonsense").code == 2


def test_twins_of_what_was_taken_back_are_found_again(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST})
    tree.run()
    other = tree.root / "other"
    other.mkdir()
    (other / "twin.jpg").write_bytes(FIRST)
    assert tree.vipsort("run", other, tree.dst, "--json").summary["duplicate"] == 1
    first = next(json.loads(line)["run"] for line in (tree.dst / ".vipsort" / "journal.jsonl").read_text().splitlines())
    undo(tree, "--run", first)
    assert tree.vipsort("run", other, tree.dst, "--json").summary["placed"] == 1


def test_what_is_no_dst_is_wrong_usage(tree: Tree) -> None:
    assert tree.vipsort("undo", tree.root / "nowhere").code == 2
    assert tree.vipsort("undo", tree.src).code == 2


def test_a_move_of_real_pictures_is_taken_back_whole(tree: Tree) -> None:
    pictures = {f"x/{path.name}": path.read_bytes() for path in PICTURES.iterdir() if path.suffix != ".md"}
    tree.write(pictures)
    tree.run("--move", "--others", "copy", "--flatten", "--layout", "day")
    assert undo(tree).code == 0
    assert contents(tree.src) == pictures
    assert tree.placed() == {}


def test_it_speaks_to_people(tree: Tree) -> None:
    tree.write({"one.jpg": FIRST, "two.jpg": SECOND})
    tree.run("--move")
    ran = tree.vipsort("undo", tree.dst, "--dry-run")
    assert "2019/one.jpg -> one.jpg" in ran.out
    assert "2 originals would be returned to their place" in ran.out
    ran = tree.vipsort("undo", tree.dst)
    assert "2 originals returned to their place" in ran.out
    assert Path(tree.src / "one.jpg").read_bytes() == FIRST


def test_what_was_placed_and_never_recorded_is_taken_back_too(tree: Tree) -> None:
    tree.write(SHELF)
    before = tree.sources()
    tree.run()
    journal = tree.dst / ".vipsort" / "journal.jsonl"
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    # What a kill leaves between the moment when files get their names and the one when that is recorded.
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines if line["kind"] not in {"outcome", "end"}))
    assert {line["target"] for line in lines if line["kind"] == "placing"} == set(tree.placed())
    assert undo(tree).code == 0
    assert tree.placed() == {}
    assert tree.sources() == before
