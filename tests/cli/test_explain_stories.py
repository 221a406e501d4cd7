"""``vipsort explain`` after real runs: the whole story of a file, from DST or from SRC."""

import os
import pty
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import VIPSORT, Ran, Tree
from make import jpeg
from vipsort.flow.books import books_to_write
from vipsort.store.state import state_of

PHOTO = jpeg("2019:07:04 10:11:12", size=(640, 480))
OTHER = jpeg("2019:07:05 10:11:12", seed=2)
UNDATED = jpeg(seed=3)


def told(tree: Tree, *words: str | Path) -> dict[str, Any]:
    ran = tree.vipsort("explain", *words, "--json")
    assert ran.code == 0, ran.err
    (event,) = ran.events
    return event


def rows(ran: Ran, label: str) -> list[str]:
    """What stands behind a label."""
    return [line[10:] for line in ran.out.splitlines() if line[2:10].strip() == label]


def test_a_placed_picture_knows_its_run_its_source_and_its_date(tree: Tree) -> None:
    tree.write({"x/a.jpg": PHOTO})
    assert tree.run().code == 0
    event = told(tree, tree.dst / "2019/a.jpg")
    (story,) = event["stories"]
    assert (event["dst"], event["target"], event["source"]) == (str(tree.dst), "2019/a.jpg", "x/a.jpg")
    assert event["now"].startswith("as it was placed")
    assert event["read_from"] == str(tree.src / "x/a.jpg")
    assert (story["src"], story["source"], story["bytes_in"]) == (str(tree.src), "x/a.jpg", len(PHOTO))
    assert (story["verdict"], story["target"], story["lies_at"]) == ("placed", "2019/a.jpg", "2019/a.jpg")
    assert (story["date"], story["date_source"]) == ("2019-07-04T10:11:12", "exif:DateTimeOriginal")
    assert (story["copy"], story["original"], story["after"], story["twins"]) == ("sound", "same", [], [])
    assert story["version"]
    assert [each["source"] for each in event["dates"] if each["why_not"] is None] == ["exif:DateTimeOriginal"]
    assert event["run"] is None


def test_people_read_the_same_in_rows(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO, "b.jpg": PHOTO})
    tree.run()
    ran = tree.vipsort("explain", tree.dst / "2019/a.jpg")
    assert ran.out.splitlines()[0] == str(tree.dst / "2019/a.jpg")
    assert rows(ran, "now") == ["as it was placed: its bytes were read again just now"]
    assert rows(ran, "dated") == ["2019-07-04T10:11:12 by exif:DateTimeOriginal"]
    assert rows(ran, "twin") == ["b.jpg: duplicate at 2019/a.jpg"]
    assert rows(ran, "source")[0].startswith(f"{tree.src}/a.jpg, ")
    assert "\x1b" not in ran.out


def test_the_search_for_its_size_is_told_step_by_step(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    done = tree.run("--max-size", "30kB").outcome("a.jpg")
    (story,) = told(tree, tree.dst / "2019/a.jpg")["stories"]
    assert (story["quality"], story["bound"], story["bytes_out"]) == (done["quality"], done["bound"], done["bytes_out"])
    assert story["encodes"] == done["encodes"]
    assert [done["quality"], story["scale"], done["bytes_out"], 1] in [
        [step[0], round(step[1], 4), *step[2:]] for step in story["steps"]
    ]
    ran = tree.vipsort("explain", tree.dst / "2019/a.jpg")
    assert f"quality {done['quality']}" in rows(ran, "made")[0]
    assert rows(ran, "bound")[0].startswith(f"{done['bound']}: ")
    assert rows(ran, "search")[0].startswith("1. q")


def test_a_source_is_told_of_where_dst_is_named(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO, "b.jpg": PHOTO})
    tree.run()
    event = told(tree, tree.src / "b.jpg", "--dst", tree.dst)
    (story,) = event["stories"]
    assert (story["verdict"], story["reason"]) == ("duplicate", "the same bytes as a.jpg")
    assert [(twin["source"], twin["verdict"]) for twin in story["twins"]] == [("a.jpg", "placed")]
    assert event["run"] == f"unchanged: run {story['run']} has done it"
    assert told(tree, tree.src / "b.jpg")["stories"] == []


def test_a_file_or_the_environment_may_name_dst(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run()
    (tree.root / "vipsort.toml").write_text('dst = "dst"\n')
    assert len(told(tree, tree.src / "a.jpg")["stories"]) == 1
    (tree.root / "vipsort.toml").unlink()
    ran = tree.vipsort("explain", tree.src / "a.jpg", "--json", environment={"VIPSORT_DST": str(tree.dst)})
    assert len(ran.events[0]["stories"]) == 1
    elsewhere = tree.vipsort("run", tree.src, tree.root / "other", environment={"VIPSORT_DST": str(tree.dst)})
    assert elsewhere.code == 0
    assert (tree.root / "other/2019/a.jpg").exists()


def test_an_original_that_left_src_is_still_told_of(tree: Tree) -> None:
    tree.write({"2005/a.jpg": UNDATED})
    tree.run("--move", "--trash", tree.root / "bin")
    assert not (tree.src / "2005").exists()
    event = told(tree, tree.src / "2005/a.jpg", "--dst", tree.dst)
    (story,) = event["stories"]
    assert (event["now"], story["original"]) == ("not there any more", "gone")
    (left,) = story["after"]
    assert left["what"] == "removed"
    assert Path(left["where"]).read_bytes() == UNDATED
    assert told(tree, tree.dst / "2005/a.jpg")["stories"] == [story]


def test_dates_are_read_of_what_was_placed_by_its_old_name_where_the_original_is_gone(tree: Tree) -> None:
    tree.write({"2005/a.jpg": UNDATED})
    tree.run("--layout", "flat", "--move")
    event = told(tree, tree.dst / "a.jpg")
    assert event["read_from"] == str(tree.dst / "a.jpg")
    assert [each["date"] for each in event["dates"] if each["source"] == "folder"] == ["2005"]
    (tree.src / "2005").mkdir(parents=True)
    (tree.src / "2005/a.jpg").write_bytes(OTHER)
    event = told(tree, tree.dst / "a.jpg")
    assert (event["read_from"], event["stories"][0]["original"]) == (str(tree.dst / "a.jpg"), "other")


def test_what_was_taken_back_and_placed_again_is_told_in_its_order(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run("--max-size", "30kB")
    assert tree.vipsort("undo", tree.dst).code == 0
    event = told(tree, tree.src / "a.jpg", "--dst", tree.dst)
    assert [each["what"] for each in event["stories"][0]["after"]] == ["undone"]
    assert event["run"].startswith("placed at 2019/a.jpg")
    gone = told(tree, tree.dst / "2019/a.jpg")
    assert gone["now"] == "not there any more: its run was taken back"
    tree.run()
    event = told(tree, tree.dst / "2019/a.jpg")
    first, second = event["stories"]
    assert (first["copy"], second["copy"]) == (None, "sound")
    assert (first["bound"], second["bytes_out"]) != (None, first["bytes_out"])
    assert event["now"].startswith("as it was placed")


def test_folders_that_were_merged_are_seen_through(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO, "b/a.jpg": jpeg("2020:08:01 10:11:12", seed=5), "c.jpg": jpeg("2020:09:01 10:11:12")})
    tree.run("--layout", "month", "--flatten")
    assert (tree.dst / "2019/a.jpg").exists()
    event = told(tree, tree.dst / "2019/a.jpg")
    (story,) = event["stories"]
    assert (story["target"], story["lies_at"]) == ("2019/07/a.jpg", "2019/a.jpg")
    assert story["after"] == [{"what": "moved", "where": "2019/a.jpg"}]
    assert told(tree, tree.dst / "2020/08/a.jpg")["source"] == "b/a.jpg"


def test_what_was_set_aside_has_its_story_too(tree: Tree) -> None:
    tree.write({"broken.jpg": PHOTO[:3000], "x.jpg": UNDATED, "a.jpg": PHOTO, "b.jpg": PHOTO})
    tree.run("--duplicates", "folder")
    broken = told(tree, tree.dst / "Corrupted/broken.jpg")["stories"][0]
    assert (broken["verdict"], broken["reason"]) == ("quarantined", "cut short")
    undated = tree.vipsort("explain", tree.dst / "NoDate/x.jpg")
    assert any("mtime" in row for row in rows(undated, "undated"))
    twin = told(tree, tree.dst / "Duplicates/b.jpg")["stories"][0]
    assert (twin["verdict"], [each["source"] for each in twin["twins"]]) == ("duplicate", ["a.jpg"])


def test_a_placed_file_that_was_changed_or_removed_since_is_told(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO, "b.jpg": OTHER})
    tree.run()
    (tree.dst / "2019/a.jpg").write_bytes(UNDATED)
    event = told(tree, tree.dst / "2019/a.jpg")
    assert event["now"] == "changed since it was placed (its bytes are not those that were placed)"
    assert event["stories"][0]["copy"] == "damaged"
    (tree.dst / "2019/b.jpg").unlink()
    event = told(tree, tree.dst / "2019/b.jpg")
    assert (event["now"], event["stories"][0]["copy"]) == ("not there any more", "missing")


def test_a_placed_file_that_cannot_be_read_ends_with_3_whatever_its_original_says(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run()
    placed = tree.dst / "2019/a.jpg"
    placed.unlink()
    placed.symlink_to(placed.name)
    ran = tree.vipsort("explain", placed, "--json")
    assert ran.code == 3
    (event,) = ran.events
    assert (event["now"], event["stories"][0]["copy"]) == (
        "it cannot be read: Too many levels of symbolic links",
        "unreadable",
    )
    assert tree.vipsort("explain", tree.src / "a.jpg", "--dst", tree.dst).code == 0


def test_a_file_that_no_run_placed_is_foreign(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run()
    (tree.dst / "2019/mine.jpg").write_bytes(OTHER)
    event = told(tree, tree.dst / "2019/mine.jpg")
    assert (event["now"], event["stories"]) == ("foreign: no run placed it", [])
    assert event["is"].startswith("jpeg")


def test_several_files_are_told_of_in_their_order(tree: Tree) -> None:
    tree.write({f"{number}.jpg": jpeg("2019:07:04 10:11:12", seed=number) for number in range(30)})
    tree.run()
    files = [tree.dst / f"2019/{number}.jpg" for number in reversed(range(30))]
    ran = tree.vipsort("explain", *files, tree.src / "3.jpg", "--json")
    assert [event["file"] for event in ran.events] == [*map(str, files), str(tree.src / "3.jpg")]
    assert [len(event["stories"]) for event in ran.events] == [1] * 30 + [0]


def test_hostile_names_never_reach_the_terminal(tree: Tree) -> None:
    names = ("a\x1b[2J.jpg", "b\u202e.jpg", os.fsdecode(b"c\xff.jpg"))
    tree.write({name: jpeg("2019:07:04 10:11:12", seed=number) for number, name in enumerate(names)})
    tree.write({"twin\x1b[2J.jpg": jpeg("2019:07:04 10:11:12", seed=0)})
    tree.run()
    ran = tree.vipsort("explain", *(tree.src / name for name in names), "--dst", tree.dst)
    assert ran.code == 0, ran.err
    assert not {"\x1b", "\u202e"} & set(ran.out)
    assert rows(ran, "twin") == [r"twin\x1b[2J.jpg: duplicate at 2019/a_x1b[2J.jpg"]
    assert r"c\xff.jpg" in ran.out


def test_a_terminal_gets_eighty_columns(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run("--max-size", "30kB")
    ours, theirs = pty.openpty()
    command = [*VIPSORT, "explain", "dst/2019/a.jpg"]
    environment = tree.environment | {"NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
    with os.fdopen(ours, "rb", buffering=0) as screen:
        subprocess.run(command, cwd=tree.root, env=environment, stdout=theirs, check=True)
        os.close(theirs)
        seen = read_all(screen.fileno())
    assert b"\x1b[3" not in seen  # the colours
    lines = re.sub(r"\x1b\[[0-9]*m|\r", "", seen.decode()).splitlines()
    assert lines[0].endswith("dst/2019/a.jpg")
    assert max(len(line) for line in lines if str(tree.src) not in line) <= 80
    assert any(line.startswith(" " * 10) for line in lines)


def read_all(descriptor: int) -> bytes:
    """Everything that was written to a terminal that is closed by now."""
    parts = []
    try:
        while part := os.read(descriptor, 1 << 16):
            parts.append(part)
    except OSError:  # how a terminal says that nobody is at its other end
        pass
    return b"".join(parts)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("src/gone.jpg",), "src/gone.jpg is no file in src; --dst DST tells the story of one that was there"),
        (("src/gone.jpg", "--dst", "dst"), "no run into "),
        (("dst/2019/gone.jpg",), "no run into "),
        (("src/a.jpg", "--dst", "nowhere"), "nowhere has no journal: vipsort has placed nothing there"),
    ],
)
def test_what_nobody_knows_of_is_wrong_usage_with_a_way_out(tree: Tree, words: tuple[str, ...], error: str) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run()
    ran = tree.vipsort("explain", *words)
    assert (ran.code, ran.out) == (2, "")
    assert error in ran.err


def test_it_does_not_wait_for_a_run_that_goes_on(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO})
    tree.run()
    with books_to_write(tree.dst, state_of(tree.dst, None)):
        assert told(tree, tree.dst / "2019/a.jpg")["stories"]
