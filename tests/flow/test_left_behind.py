"""Sidecars that an older version left in SRC when it took their picture away."""

import json
from collections.abc import Iterable

from conftest import Tree, contents
from journals import outcome
from make import jpeg

LONG_AGO = 1_562_235_072
DAY = "2019:07:04 10:11:12"


def left_alone_by_an_older_version(tree: Tree, names: Iterable[str]) -> None:
    """As it was before sidecars went along: the last run tells that each was looked into and is no picture."""
    journal = tree.dst / ".vipsort" / "journal.jsonl"
    lines = journal.read_text().splitlines()
    sizes = {name: (tree.src / name).stat().st_size for name in names}
    told = [
        json.dumps(outcome(name, "skipped", size=size, mtime_ns=LONG_AGO * 10**9, reason="not a picture"))
        for name, size in sizes.items()
    ]
    journal.write_text("\n".join([*lines[:-1], *told, lines[-1], ""]))
    for index in (tree.dst / ".vipsort").glob("index*"):
        index.unlink()


def test_they_follow_their_picture(tree: Tree) -> None:
    tree.write({"a/IMG_1.JPG": jpeg(DAY, 1), "b/IMG_1.JPG": jpeg(DAY, 2), "b/IMG_1.CR2": b"raw"})
    assert tree.run("--move").code == 0
    left = {"b/IMG_1.xmp": b"<x/>", "b/IMG_1.JPG.json": b"{}", "b/IMG_1.AAE": b"<a/>", "b/metadata.json": b"{} "}
    tree.write(left, LONG_AGO)
    left_alone_by_an_older_version(tree, left)
    before = set(tree.placed())
    foretold = tree.run("--move", "--dry-run")
    ran = tree.run("--move")
    assert ran.code == 0, ran.err
    assert set(tree.placed()) - before == {"2019/IMG_1-2.xmp", "2019/IMG_1-2.JPG.json", "2019/IMG_1-2.AAE"}
    assert ran.outcome("b/IMG_1.AAE")["companion_of"] == "b/IMG_1.JPG"
    assert foretold.outcome("b/IMG_1.AAE")["target"] == "2019/IMG_1-2.AAE"
    assert set(contents(tree.src)) == {"b/metadata.json"}
    again = tree.run("--move")
    assert (again.summary["placed"], again.summary["skipped"]) == (0, 1)
    assert tree.vipsort("undo", tree.dst).code == 0
    assert contents(tree.src) == left


def test_one_that_comes_before_its_own_picture_does_not_follow_another_of_that_name(tree: Tree) -> None:
    tree.write({"IMG_1.JPG": jpeg(DAY, 1), "IMG_1.AAE": b"<first/>"}, LONG_AGO)
    tree.run("--move")
    tree.write({"IMG_1.AAE": b"<second/>"})
    for _ in range(2):
        assert tree.run("--move").outcome("IMG_1.AAE")["verdict"] == "skipped"
    tree.write({"IMG_1.JPG": jpeg(DAY, 2)})
    tree.run("--move")
    assert tree.placed() == {
        "2019/IMG_1.JPG": jpeg(DAY, 1),
        "2019/IMG_1.AAE": b"<first/>",
        "2019/IMG_1-2.JPG": jpeg(DAY, 2),
        "2019/IMG_1-2.AAE": b"<second/>",
    }
    assert contents(tree.src) == {}
