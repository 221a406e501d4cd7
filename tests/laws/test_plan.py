"""A plan is what a run then makes: the same folders, names, counts and exit code; and it writes nothing."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import PICTURES, Ran, Tree, contents
from fatal import LITTLE, killer, within
from make import jpeg, with_comment

DAY = "2019:07:04 10:11:12"
PHOTO = jpeg(DAY, size=(400, 300))


@pytest.fixture
def shelf(tree: Tree) -> Tree:
    """Collisions, twins, broken ones, undated ones, others, and something to be made smaller."""
    tree.write(
        {
            "a/IMG_1.jpg": PHOTO,
            "b/IMG_1.jpg": jpeg("2019:08:05 10:11:12", seed=2),
            "c/img_1.JPG": jpeg("2019:07:06 10:11:12", seed=3),
            "c/twin.jpg": PHOTO,
            "d/half.jpg": PHOTO[:5000],
            "d/undated.jpg": jpeg(seed=4),
            "d/notes.txt": b"text",
            "e/later.jpg": jpeg("2021:01:02 10:11:12", seed=5, size=(900, 700)),
        },
        mtime=1_562_235_072,
    )
    return tree


OPTIONS = [
    (),
    ("--layout", "{year}/{month}", "--others", "copy"),
    ("--layout", "mirror", "--duplicates", "folder"),
    ("--layout", "flat", "--duplicates", "keep", "--name", "{year}-{stem}"),
    ("--layout", "{year}/{month}/{day}", "--flatten"),
    ("--resize", "200", "--format", "webp"),
    ("--preset", "archive", "--min-size", "0"),
    ("--exclude", "d", "--max-size", "20kB"),
]


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_a_plan_is_what_a_run_makes(shelf: Tree, options: tuple[str, ...]) -> None:
    assert_as_planned(shelf, shelf.src, options)


@pytest.mark.parametrize("options", [(), ("--layout", "day", "--flatten", "--check", "header")], ids=" ".join)
def test_a_plan_of_real_pictures_is_what_a_run_makes(tree: Tree, options: tuple[str, ...]) -> None:
    assert_as_planned(tree, PICTURES, options)


def test_a_file_that_is_called_as_its_folder_keeps_that_where_it_is(tree: Tree) -> None:
    tree.write({"x/a/A": b"text", "y/b/c": b"other", "z/d/e/D": b"deep", "z/d/e/z": b"deeper"})
    assert_as_planned(tree, tree.src, ("--layout", "mirror", "--others", "copy", "--flatten"))


@pytest.mark.parametrize("format_", ["jpeg", "webp"])
def test_what_cannot_be_made_small_enough_is_foretold(tree: Tree, format_: str) -> None:
    options = ("--max-size", "1kB", "--format", format_, "--metadata", "none")
    planned = plan(tree, PICTURES, *options, "--verbose")
    ran = tree.vipsort("run", PICTURES, tree.dst, "--json", *options)
    assert verdicts(planned) == verdicts(ran)


def assert_as_planned(tree: Tree, src: Path, options: tuple[str, ...]) -> None:
    planned = plan(tree, src, *options, "--verbose")
    assert not tree.dst.exists()
    ran = tree.vipsort("run", src, tree.dst, "--json", *options)
    made = contents(tree.dst)
    assert folders(planned) == Counter(name.rpartition("/")[0] for name in made)
    assert planned.code == ran.code
    assert verdicts(planned) == verdicts(ran)
    if "--flatten" not in options and "archive" not in options:  # merging comes after names were told
        assert targets(planned) == targets(ran) == set(made)


def test_a_plan_writes_nothing_at_all(shelf: Tree) -> None:
    before = everything(shelf.root)
    assert plan(shelf, shelf.src).code == 3
    assert everything(shelf.root) == before
    assert shelf.vipsort("run", shelf.src, shelf.dst).code == 3
    before = everything(shelf.root)
    assert shelf.vipsort("plan", shelf.src, shelf.dst, "--layout", "flat").code == 0
    assert everything(shelf.root) == before


def test_what_is_there_already_is_told_as_such(shelf: Tree) -> None:
    shelf.run()
    shelf.write({"f/new.jpg": jpeg("2022:03:04 10:11:12", seed=9)})
    again = plan(shelf, shelf.src)
    assert again.code == 0
    assert folders(again) == {"2022": 1}
    assert again.summary["unchanged"] == 7
    shelf.write({"f/more.jpg": jpeg("2019:03:04 10:11:12", seed=10)})
    assert {event["folder"]: event["there"] for event in plan(shelf, shelf.src).events if "there" in event} == {
        "2019": 3,
        "2022": 0,
    }
    told = shelf.vipsort("plan", shelf.src, shelf.dst).out
    assert told.splitlines()[0].endswith("3 there")
    assert not told.splitlines()[1].endswith("there")
    assert "unchanged" in told
    assert "done by an earlier run" in told


def test_names_that_get_a_number_are_counted(shelf: Tree) -> None:
    planned = plan(shelf, shelf.src)
    (year,) = (event for event in planned.events if event.get("folder") == "2019")
    assert (year["files"], year["numbered"]) == (3, 2)
    assert aside(planned)["numbered"] == 2


def test_a_folder_tells_bytes_before_and_after_and_when(shelf: Tree) -> None:
    planned = plan(shelf, shelf.src, "--resize", "200")
    (later,) = (event for event in planned.events if event.get("folder") == "2021")
    size = (shelf.src / "e/later.jpg").stat().st_size
    assert later["bytes_in"] == size
    assert 0 < later["bytes_out"] < size
    assert later["estimated"] == 1
    assert later["first"] == later["last"] == "2021-01-02T10:11:12"


@pytest.mark.parametrize("check", ["full", "header"])
def test_bytes_that_only_lose_their_words_are_foretold(tree: Tree, check: str) -> None:
    options = ("--metadata", "none", "--check", check, "--include", "*.jpg")
    planned = plan(tree, PICTURES, *options)
    ran = tree.vipsort("run", PICTURES, tree.dst, "--json", *options)
    assert planned.summary["bytes_out"] == ran.summary["bytes_out"]
    assert planned.code == ran.code


def test_what_is_set_aside_is_told_with_its_reasons(shelf: Tree) -> None:
    told = aside(plan(shelf, shelf.src))
    assert told["quarantined"] == {"cut short": 1}
    assert told["skipped"] == {"not a picture": 1}
    assert told["bytes_spared"] == len(PHOTO)
    for people in ("quarantined", "cut short (1)", "duplicate", "not a picture (1)", "numbered"):
        assert people in shelf.vipsort("plan", shelf.src, shelf.dst).out


def test_people_see_a_tree(shelf: Tree) -> None:
    lines = shelf.vipsort("plan", shelf.src, shelf.dst, "--layout", "{year}/{month}").out.splitlines()
    begun = [line.split()[:2] for line in lines[: lines.index("")]]
    assert begun == [
        ["2019", "3"],
        ["07", "2"],
        ["08", "1"],
        ["2021", "1"],
        ["01", "1"],
        ["Corrupted", "1"],
        ["NoDate", "1"],
    ]
    assert lines[1].startswith("  07 ")
    assert "2019-07-04 to 2019-08-05" in lines[0]


def test_a_plan_takes_no_option_that_makes_no_sense(tree: Tree) -> None:
    ran = tree.vipsort("plan", tree.src, tree.dst, "--dry-run")
    assert ran.code == 2
    assert "No such option: --dry-run" in ran.err


def test_a_picture_that_kills_costs_a_plan_that_picture_alone(tree: Tree) -> None:
    good = {f"{number:02}.jpg": with_comment(PHOTO, str(number)) for number in range(40)}
    tree.write({**good, "20 killer.gif": killer(0)})
    ran = tree.vipsort(
        "plan", tree.src, tree.dst, "--json", "--layout", "flat", "--parallel", "1", through=within(LITTLE)
    )
    assert ran.code == 3, ran.err
    assert "starting again" in ran.err
    assert folders(ran) == {"": 40, "Corrupted": 1}
    assert (ran.summary["placed"], ran.summary["quarantined"]) == (40, 1)
    assert [event["event"] for event in ran.every_event].count("start") == 1
    assert not tree.dst.exists()


def plan(tree: Tree, src: Path, *options: str) -> Ran:
    return tree.vipsort("plan", src, tree.dst, "--json", *options)


def folders(planned: Ran) -> dict[str, int]:
    return {event["folder"]: event["files"] for event in planned.events if event["event"] == "folder"}


def aside(planned: Ran) -> dict[str, Any]:
    return next(event for event in planned.events if event["event"] == "aside")


def verdicts(ran: Ran) -> dict[str, str]:
    return {event["source"]: event["verdict"] for event in ran.events if event["event"] == "outcome"}


def targets(ran: Ran) -> set[str]:
    """Where files lie of their own, as they are told."""
    told = (event for event in ran.events if event["event"] == "outcome" and event["target"])
    return {event["target"] for event in told}


def everything(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path.relative_to(root)): (path.stat().st_size, path.stat().st_mtime_ns) for path in root.rglob("*")}
