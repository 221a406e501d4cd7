"""A run told again out of its journal: nothing lost, nothing counted twice, nothing of another run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tree
from journals import RUN, end, outcome, placing, start, write_journal
from make import jpeg
from vipsort.flow.retold import Retold
from vipsort.photo.errors import UsageError
from vipsort.photo.model import Verdict
from vipsort.store.lines import Line

Telling = Callable[..., Retold]


def line_of(retold: Retold, name: str) -> Line:
    return next(line for line in retold.lines if line.source == name)


def names(retold: Retold) -> list[str]:
    return [line.source for line in retold.lines]


def test_the_last_run_that_did_something_is_told(tmp_path: Path, told: Telling) -> None:
    other = [start() | {"run": "11111111"}, outcome("b.jpg", "unchanged")]
    journal = write_journal(tmp_path, [start(), placing("a.jpg"), outcome("a.jpg"), *other])
    assert names(told(journal)) == ["a.jpg"]
    assert names(told(journal, "11111111")) == ["b.jpg"]


def test_where_no_run_did_anything_the_last_one_is_told(tmp_path: Path, told: Telling) -> None:
    journal = write_journal(tmp_path, [start(), start() | {"run": "11111111"}])
    assert told(journal).told.run == "11111111"


def test_a_run_that_is_not_there_is_named_with_those_that_are(tmp_path: Path, told: Telling) -> None:
    journal = write_journal(tmp_path, [start()])
    with pytest.raises(UsageError, match=f"no such run.*{RUN}"):
        told(journal, "nope")


def test_a_journal_without_a_run_says_how_to_make_one(tmp_path: Path, told: Telling) -> None:
    with pytest.raises(UsageError, match="vipsort run SRC DST"):
        told(write_journal(tmp_path, []))


def test_a_file_that_was_told_twice_counts_once_as_it_was_told_last(tmp_path: Path, told: Telling) -> None:
    journal = write_journal(tmp_path, [start(), outcome("a.jpg", "failed"), start(after="SIGKILL"), outcome("a.jpg")])
    retold = told(journal)
    assert retold.became == {Verdict.PLACED: 1}
    assert retold.starts == 2


def test_what_has_no_line_of_its_own_is_counted(tmp_path: Path, told: Telling) -> None:
    journal = write_journal(tmp_path, [start(), outcome("a.jpg"), end(placed=1, skipped=3, unchanged=7)])
    retold = told(journal)
    assert sum(retold.became.values()) == 11
    assert retold.became - retold.with_a_line == {Verdict.SKIPPED: 3, Verdict.UNCHANGED: 7}


def test_a_run_that_has_not_ended_is_what_its_lines_say(tmp_path: Path, told: Telling) -> None:
    retold = told(write_journal(tmp_path, [start(), outcome("a.jpg"), outcome("b.jpg", "skipped")]))
    assert retold.counts is None
    assert retold.became == {Verdict.PLACED: 1, Verdict.SKIPPED: 1}


def test_a_merge_of_folders_by_any_run_moves_what_lies_in_them(tmp_path: Path, told: Telling) -> None:
    moved = {"kind": "moved", "from": "2019/07", "to": "2019"}
    lines = [start(), outcome("a.jpg", target="2019/07/a.jpg"), start() | {"run": "11111111"}, moved]
    retold = told(write_journal(tmp_path, lines), RUN)
    assert retold.target(line_of(retold, "a.jpg")) == "2019/a.jpg"


def test_a_line_that_makes_no_sense_is_counted_as_unread(tmp_path: Path, told: Telling) -> None:
    lines = [start(), {"kind": "outcome", "source": "a.jpg"}, outcome("b.jpg", "eaten"), outcome("c.jpg")]
    retold = told(write_journal(tmp_path, lines))
    assert (retold.unread, names(retold)) == (2, ["c.jpg"])


def test_an_undone_run_is_known_to_be(tmp_path: Path, told: Telling) -> None:
    undoing = {"kind": "undoing", "run": RUN, "targets": []}
    begun = told(write_journal(tmp_path, [start(), placing("a.jpg"), outcome("a.jpg"), undoing]))
    assert (begun.began_undoing, begun.told.undone) == (True, False)
    done = told(write_journal(tmp_path, [start(), placing("a.jpg"), undoing, {"kind": "undone", "run": RUN}]))
    assert done.told.undone


def test_a_real_run_is_told_as_it_was(tree: Tree, told: Telling) -> None:
    first = jpeg("2019:07:04 10:11:12", size=(640, 480))
    tree.write({"a.jpg": first, "b.jpg": first, "c/undated.jpg": jpeg(seed=2), "d.jpg": first[:900], "e.txt": b"text"})
    ran = tree.run("--max-size", "20kB", "--move")
    retold = told(tree.dst / ".vipsort" / "journal.jsonl")
    assert retold.max_size == 20_000
    assert retold.moved == 4
    assert retold.seconds > 0
    assert {verdict.value: count for verdict, count in retold.became.items()} == {
        verdict.value: ran.summary[verdict.value] for verdict in Verdict
    }
    for event in ran.events[:-1]:
        line = line_of(retold, event["source"])
        assert (line.verdict, line.size, line.bytes_out) == (event["verdict"], event["bytes_in"], event["bytes_out"])
        assert (line.date, line.reason) == (event["date"] or "", event["reason"] or "")
        assert retold.target(line) == (event["target"] or "")
    assert [said.source for said in line_of(retold, "c/undated.jpg").rejected] == ["mtime"]
