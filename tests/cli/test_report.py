"""``vipsort report``: which run, which file, and what is said where it cannot be."""

import os
import shutil
from pathlib import Path

import pytest

from conftest import Tree
from journals import HOSTILE, RUN, end, outcome, placing, start, write_journal
from make import jpeg

GREEN = jpeg("2019:07:04 10:11:12", size=(640, 480))


@pytest.fixture
def done(tree: Tree) -> Tree:
    """A tree in which a run was."""
    tree.write({"a.jpg": GREEN, "b.jpg": GREEN, "c.jpg": GREEN[:900]})
    assert tree.run().code == 3
    return tree


def test_the_page_lies_beside_the_journal_and_its_path_is_printed(done: Tree) -> None:
    ran = done.vipsort("report", done.dst)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"{done.dst / '.vipsort' / 'report.html'}\n"
    assert "<title>vipsort: run " in Path(ran.out.strip()).read_text(encoding="utf-8")


def test_a_report_changes_nothing_else(done: Tree) -> None:
    sources, placed = done.sources(), done.placed()
    kept = {path: path.read_bytes() for path in (done.dst / ".vipsort").iterdir()}
    assert done.vipsort("report", done.dst).code == 0
    assert (done.sources(), done.placed()) == (sources, placed)
    now = {path: path.read_bytes() for path in (done.dst / ".vipsort").iterdir()}
    assert {path: data for path, data in now.items() if path.name != "report.html"} == kept


def test_a_page_is_made_again_over_the_last_one(done: Tree) -> None:
    for _ in range(2):
        assert done.vipsort("report", done.dst, "--out", "page.html").code == 0
    assert (done.root / "page.html").is_file()
    assert done.leftovers() == []


def test_what_is_no_page_of_ours_is_never_written_over(done: Tree) -> None:
    other = done.root / "thesis.html"
    other.write_text("<p>three years of work</p>")
    ran = done.vipsort("report", done.dst, "--out", other)
    assert ran.code == 2
    assert "is no report: name another file" in ran.err
    assert other.read_text() == "<p>three years of work</p>"


def test_a_folder_that_is_not_there_is_named(done: Tree) -> None:
    ran = done.vipsort("report", done.dst, "--out", done.root / "nowhere" / "page.html")
    assert ran.code == 2
    assert "nowhere" in ran.err
    assert "--out FILE puts it elsewhere" in ran.err


def test_where_nothing_was_placed_the_way_out_is_said(tree: Tree) -> None:
    ran = tree.vipsort("report", tree.src)
    assert ran.code == 2
    assert "has no journal" in ran.err
    assert "vipsort run SRC" in ran.err


def test_a_run_is_chosen_by_its_name(done: Tree) -> None:
    write_journal(done.dst, [start(), placing("a"), outcome("a.jpg"), end(placed=1), start() | {"run": "11111111"}])
    assert f"run {RUN}</title>" in told(done)
    assert "run 11111111</title>" in told(done, "--run", "11111111")
    ran = done.vipsort("report", done.dst, "--run", "nope")
    assert ran.code == 2
    assert "knows no such run" in ran.err


def told(tree: Tree, *options: str) -> str:
    ran = tree.vipsort("report", tree.dst, *options)
    assert ran.code == 0, ran.err
    return Path(ran.out.strip()).read_text(encoding="utf-8")


def test_thumbnails_are_of_what_is_still_there(done: Tree) -> None:
    assert told(done).count('src="data:image/jpeg;base64,') == 2  # twins: one picture, side by side
    (done.src / "b.jpg").unlink()
    (done.dst / "2019" / "a.jpg").write_bytes(b"something else")
    assert told(done).count('src="data:image/jpeg;base64,') == 0


def test_of_what_left_src_the_placed_one_is_shown(tree: Tree) -> None:
    tree.write({"a.jpg": GREEN})
    tree.run("--move", "--resize", "100")
    page = told(tree)
    assert page.count('src="data:image/jpeg;base64,') == 1
    assert "Its original cannot be shown: it is gone, has changed" in page
    assert "1 originals left SRC" not in page
    assert "1 original left SRC" in page


def test_an_original_in_the_trash_is_shown_as_what_was_before(tree: Tree) -> None:
    tree.write({"a.jpg": GREEN, "c/twin.jpg": GREEN})
    tree.run("--move", "--trash", tree.root / "trash", "--resize", "100")
    page = told(tree)
    assert page.count('src="data:image/jpeg;base64,') == 4  # before, after, and the twin side by side
    assert "Its original cannot be shown" not in page


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on PATH")
def test_broken_pictures_are_never_opened(done: Tree) -> None:
    ran = done.vipsort("report", done.dst, through=("strace", "-f", "-qq", "-e", "trace=openat2,openat", "-o", "trace"))
    assert ran.code == 0, ran.err
    trace = (done.root / "trace").read_text(errors="replace")
    assert '"c.jpg"' not in trace
    assert '"b.jpg"' in trace


def test_a_page_of_hostile_names_is_text(tree: Tree) -> None:
    write_journal(
        tree.dst, [start("/\udcff"), placing("a"), *(outcome(name, "failed", reason=name) for name in HOSTILE)]
    )
    page = told(tree)
    assert "<img" not in page
    assert page.count("<script") == 2
    assert page.count("</script") == 2


def test_the_browser_is_asked_to_show_it(done: Tree) -> None:
    browser = done.root / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > "$0.shown"\n')
    browser.chmod(0o755)
    ran = done.vipsort("report", done.dst, "--open", environment={"BROWSER": f"{browser} %s"})
    assert ran.code == 0, ran.err
    page = done.dst / ".vipsort" / "report.html"
    assert (done.root / "browser.shown").read_text().strip() == page.as_uri()


def test_without_a_browser_the_path_is_enough(done: Tree) -> None:
    ran = done.vipsort("report", done.dst, "--open", environment={"BROWSER": "", "PATH": os.devnull, "DISPLAY": ""})
    assert ran.code == 0
    assert "no browser was found here" in ran.err
