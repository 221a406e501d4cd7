"""Law 1: every source, one outcome."""

import json
import os
import socket
from collections import Counter
from pathlib import Path

import pytest

from conftest import PICTURES, Ran, Tree
from make import jpeg, picture

VERDICTS = {"placed", "duplicate", "quarantined", "skipped", "unchanged", "failed"}


def assert_adds_up(ran: Ran, sources: set[str]) -> None:
    outcomes = [event for event in ran.events if event["event"] == "outcome"]
    counts = Counter(event["verdict"] for event in outcomes)
    assert Counter(event["source"] for event in outcomes) == Counter(sources)
    assert set(counts) <= VERDICTS
    assert {verdict: ran.summary[verdict] for verdict in VERDICTS} == {verdict: counts[verdict] for verdict in VERDICTS}
    assert ran.summary["found"] == len(sources) == sum(counts.values())


@pytest.mark.parametrize(
    "options", [(), ("--resize", "100", "--format", "webp", "--metadata", "private"), ("--dry-run",)], ids=" ".join
)
def test_every_source_gets_one_outcome(tree: Tree, crowd: dict[str, bytes], options: tuple[str, ...]) -> None:
    tree.write(crowd)
    (tree.src / "link.jpg").symlink_to("IMG_0001.jpg")
    os.mkfifo(tree.src / "pipe.jpg")
    sources = {*crowd, "link.jpg", "pipe.jpg"}
    ran = tree.run(*options)
    assert ran.code == 3 or options == ("--dry-run",), ran.err
    assert_adds_up(ran, sources)
    again = tree.run(*options)
    assert_adds_up(again, sources)


def test_what_is_left_out_has_a_reason(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    for outcome in tree.run().events[:-1]:
        assert outcome["verdict"] == "placed" or outcome["reason"], outcome
        assert outcome["verdict"] not in {"placed", "quarantined"} or outcome["target"], outcome


def test_the_journal_tells_what_spoke_of_an_undated_picture_and_how_long_each_took(tree: Tree) -> None:
    tree.write({"undated.jpg": jpeg("0000:00:00 00:00:00"), "dated.jpg": jpeg("2019:07:04 10:11:12")})
    tree.run()
    lines = map(json.loads, (tree.dst / ".vipsort" / "journal.jsonl").read_text().splitlines())
    told = {line["source"]: line for line in lines if line["kind"] == "outcome"}
    assert ["exif:DateTimeOriginal", "0000:00:00 00:00:00", "no such day"] in told["undated.jpg"]["candidates"]
    assert "candidates" not in told["dated.jpg"]
    assert all(0 < line["seconds"] < 60 for line in told.values())


def test_a_twin_is_not_placed_twice(tree: Tree) -> None:
    red = jpeg("2019:07:04 10:11:12")
    tree.write({"a.jpg": red, "b.jpg": red})
    ran = tree.run("--layout", "flat")
    assert ran.code == 0, ran.err
    assert tree.placed() == {"a.jpg": red}
    assert ran.outcome("b.jpg")["verdict"] == "duplicate"
    assert ran.outcome("b.jpg")["target"] == "a.jpg"


def test_pipes_sockets_and_links_are_left_alone(tree: Tree, tmp_path: Path) -> None:
    good = jpeg("2019:07:04 10:11:12")
    tree.write({"good.jpg": good})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.jpg").write_bytes(picture(".jpg", seed=2))
    os.mkfifo(tree.src / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listening:
        # The path of a socket has 108 bytes at most; through the descriptor it is short.
        folder = os.open(tree.src, os.O_DIRECTORY)
        listening.bind(f"/proc/self/fd/{folder}/socket.jpg")
        os.close(folder)
    (tree.src / "to a file.jpg").symlink_to(elsewhere / "secret.jpg")
    (tree.src / "to a folder").symlink_to(elsewhere)
    (tree.src / "to nothing.jpg").symlink_to("gone")
    (tree.src / "loop").symlink_to(".")
    (tree.src / "self.jpg").symlink_to("self.jpg")
    ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == {"2019/good.jpg": good}
    left_out = {event["source"]: event["reason"] for event in ran.events if event.get("verdict") == "skipped"}
    links = ("to a file.jpg", "to a folder", "to nothing.jpg", "loop", "self.jpg")
    assert left_out == {
        "pipe.jpg": "not a regular file",
        "socket.jpg": "not a regular file",
        **dict.fromkeys(links, "a symbolic link"),
    }


def test_what_is_said_of_a_name_that_is_no_utf_8_is_remembered(tree: Tree) -> None:
    picture = (PICTURES / "nikon.jpg").read_bytes()
    tree.write({"f\udcfcr.jpg": picture, "f\udcfcr.xmp": b"<x/>", "twin.jpg": picture, "g\udcfcr.jpg": picture[:9000]})
    ran = tree.run("--metadata", "private")
    assert ran.code == 3, ran.err
    assert ran.outcome("twin.jpg")["reason"] == "the same bytes as f\udcfcr.jpg"
    assert tree.run("--metadata", "private").summary["unchanged"] == 3


def test_what_is_no_picture_is_left_out_whatever_became_of_the_same_bytes(tree: Tree) -> None:
    tree.write({"a.jpg": b"no picture", "b.txt": b"no picture"})
    told = tree.run().outcome("b.txt")
    assert (told["verdict"], told["target"], told["reason"]) == ("skipped", None, "not a picture")


def test_a_copy_of_what_failed_does_not_stand_for_it(tree: Tree) -> None:
    data = jpeg("2019:07:04 10:11:12", size=(400, 300))
    tree.write({"a.jpg": data, "b.jpg": data})
    for _ in range(2):
        ran = tree.run("--max-size", "100", "--duplicates", "folder")
        assert ran.outcome("b.jpg")["reason"] == "the same bytes as a.jpg, which failed"
        assert (ran.code, ran.summary["failed"]) == (3, 2)
    assert not tree.placed()
