"""Stories read out of a journal, written by hand where no run can be had to write it."""

import json
from pathlib import Path

import pytest

from vipsort.store.chronicle import Subject, stories
from vipsort.store.journal import read_records, records_about
from vipsort.store.relations import Kinship
from vipsort.store.story import Story, What

START = {"kind": "start", "run": "r1", "at": "2026-01-01T00:00:00", "src": "/card", "trash": "", "version": "1"}


def outcome(source: str, target: str, **fields: object) -> dict[str, object]:
    said: dict[str, object] = {
        "verdict": "placed",
        "size": 1,
        "mtime_ns": 1,
        "digest": "d" * 64,
        "placed_digest": "d" * 64,
    }
    return {"kind": "outcome", "source": source, "target": target} | said | fields


def journal(folder: Path, *records: object) -> Path:
    path = folder / "journal.jsonl"
    lines = (record if isinstance(record, str) else json.dumps(record, separators=(",", ":")) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def of_target(path: Path, target: str) -> list[Story]:
    return stories(path, [Subject(Path("/dst") / target, target)])[0]


def test_only_lines_that_may_matter_are_given(tmp_path: Path) -> None:
    path = journal(tmp_path, START, outcome("a.jpg", "x/a.jpg"), outcome("b.jpg", "b.jpg"), {"kind": "undone"}, "{torn")
    assert [record["kind"] for record in records_about(path, ["a.jpg"])] == ["start", "outcome", "undone"]
    assert [record["kind"] for record in records_about(path, ["\udcff"])] == ["start", "undone"]
    every = [record for record, _end in read_records(path)]
    assert list(records_about(path, [str(number) for number in range(100)])) == every


def test_a_file_is_followed_through_every_merge(tmp_path: Path) -> None:
    moves = [{"kind": "moved", "from": "a/b/c", "to": "a/b"}, {"kind": "moved", "from": "a/b", "to": "a"}]
    path = journal(tmp_path, START, outcome("1.jpg", "a/b/c/1.jpg"), outcome("2.jpg", "a/bc/1.jpg"), *moves)
    (story,) = of_target(path, "a/1.jpg")
    assert story.outcome.source.name == "1.jpg"
    assert [event.where for event in story.events] == ["a/b/1.jpg", "a/1.jpg"]
    assert [each.outcome.source.name for each in of_target(path, "a/bc/1.jpg")] == ["2.jpg"]
    assert not of_target(path, "a/b/c/1.jpg")


def test_what_lay_there_already_is_told_from_what_was_placed(tmp_path: Path) -> None:
    placing = {"kind": "placing", "source": "1.jpg", "target": "1.jpg"}
    path = journal(tmp_path, START, placing, outcome("1.jpg", "1.jpg"), outcome("2.jpg", "2.jpg"))
    assert [of_target(path, name)[0].was_there for name in ("1.jpg", "2.jpg")] == [False, True]


def test_an_undone_run_ends_only_what_it_did(tmp_path: Path) -> None:
    again = START | {"run": "r2", "src": "/other"}
    undoing = {"kind": "undoing", "run": "r1", "targets": ["1.jpg"]}
    path = journal(
        tmp_path,
        START,
        outcome("1.jpg", "1.jpg"),
        outcome("left.jpg", "", verdict="skipped", placed_digest=""),
        undoing,
        {"kind": "undone", "run": "r1"},
        again,
        outcome("1.jpg", "1.jpg"),
    )
    first, second = of_target(path, "1.jpg")
    assert (first.is_taken_back, second.is_taken_back) == (True, False)
    assert (first.original, second.original) == (Path("/card/1.jpg"), Path("/other/1.jpg"))
    (skipped,) = stories(path, [Subject(Path("/card/left.jpg"))])[0]
    assert [event.what for event in skipped.events] == [What.UNDONE]


def test_a_line_that_is_ours_by_its_kind_alone_is_passed_over(tmp_path: Path) -> None:
    odd = [
        {"kind": "outcome", "source": "1.jpg", "target": "1.jpg"},
        {"kind": "removing", "sources": ["1.jpg"]},
        {"kind": "moved", "from": 3, "to": "1.jpg"},
    ]
    path = journal(tmp_path, START, *odd, outcome("1.jpg", "1.jpg"))
    (story,) = of_target(path, "1.jpg")
    assert story.events == []
    assert Kinship(path, [story]).of(story).twins == ()


def test_twins_and_companions_are_found_wherever_they_stand(tmp_path: Path) -> None:
    path = journal(
        tmp_path,
        START | {"run": "r0", "src": "/before"},
        outcome("twin.jpg", "", verdict="duplicate", placed_digest=""),
        START,
        outcome("1.heic", "2019/1.heic"),
        outcome("1.mov", "2019/1.mov", digest="e" * 64, companion_of="1.heic"),
        outcome("1.aae", "2019/1.aae", digest="f" * 64, companion_of="1.heic"),
        outcome("2.mov", "2019/2.mov", digest="0" * 64, companion_of="2.heic"),
    )
    (lead,) = of_target(path, "2019/1.heic")
    (companion,) = of_target(path, "2019/1.mov")
    kinship = Kinship(path, [lead, companion])
    assert [(twin.src, twin.source) for twin in kinship.of(lead).twins] == [("/before", "twin.jpg")]
    assert [each.target for each in kinship.of(lead).companions] == ["2019/1.mov", "2019/1.aae"]
    assert companion.companion_of == "1.heic"
    assert [each.source for each in kinship.of(companion).companions] == ["1.aae"]


@pytest.mark.parametrize(
    ("target", "asked", "is_it"),
    [("a/x.jpg", "a/x.jpg", True), ("b/x.jpg", "a/x.jpg", False), ("x.jpg", "a/x.jpg", False)],
)
def test_only_a_merge_gives_another_name(tmp_path: Path, target: str, asked: str, *, is_it: bool) -> None:
    path = journal(tmp_path, START, outcome("1.jpg", target))
    assert bool(of_target(path, asked)) is is_it
