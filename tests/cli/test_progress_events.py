"""What programs are told on the way: that a run begins, and how far it is."""

import json
from itertools import pairwise

from conftest import Ran, Tree
from make import noise, with_comment
from vipsort import __version__

SLOWLY = ("--format", "avif", "--parallel", "1", "--layout", "flat")
FIELDS = {
    "event", "seconds", "counted", "total", "done", "bytes_total", "bytes_done", "per_second", "bytes_per_second",
    "seconds_left", "resident", "held", "budget", "in_hand",
}  # fmt: skip


def told(ran: Ran, kind: str) -> list[dict[str, object]]:
    return [event for event in ran.every_event if event["event"] == kind]


def test_a_run_begins_with_its_name_and_where_it_goes(tree: Tree) -> None:
    tree.write({"a.jpg": b"no picture"})
    ran = tree.run()
    journal = (tree.dst / ".vipsort" / "journal.jsonl").read_text().splitlines()
    assert ran.every_event[0] == {
        "event": "start",
        "run": json.loads(journal[0])["run"],
        "src": str(tree.src),
        "dst": str(tree.dst),
        "dry_run": False,
        "version": __version__,
    }
    assert len(told(ran, "start")) == 1
    assert len(told(ran, "progress")) <= ran.summary["seconds"]  # a run of less than a second has none


def test_how_far_it_is_is_told_at_most_once_a_second(tree: Tree) -> None:
    data: bytes = noise(1600, 1200).write_to_buffer(".jpg", Q=80)
    tree.write({f"{number}.jpg": with_comment(data, f"{number}") for number in range(6)})
    ran = tree.run(*SLOWLY)
    events = ran.every_event
    progress = [event for event in events if event["event"] == "progress"]
    assert progress
    assert all(set(event) == FIELDS for event in progress)
    assert all(after["seconds"] - before["seconds"] >= 0.999 for before, after in pairwise(progress))
    last = progress[-1]
    assert (last["counted"], last["total"]) == (6, 6)
    assert last["bytes_total"] == ran.summary["bytes_in"]
    assert 0 <= last["done"] <= 6
    assert 0 < last["held"] <= last["budget"]
    assert last["in_hand"]["source"] in {f"{number}.jpg" for number in range(6)}
    assert [event["event"] for event in events if event["event"] != "progress"] == ["start"] + ["outcome"] * 6 + [
        "summary"
    ]


def test_a_usage_error_begins_nothing(tree: Tree) -> None:
    ran = tree.run("--quality", "101")
    assert (ran.code, ran.out) == (2, "")
