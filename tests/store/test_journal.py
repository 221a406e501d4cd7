"""The journal of a DST: append-only, and the truth."""

import errno
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import pytest

from kernel import refused
from make import SOURCE, taken
from vipsort.photo.errors import RunError
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.moment import Moment
from vipsort.store.journal import Journal, last_record, read_records
from vipsort.store.records import Record, from_record, to_record

START, END = {"kind": "start", "run": "1"}, {"kind": "end", "run": "1", "found": 2}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def append(path: Path, *records: Record) -> int:
    """The length of the journal after these records."""
    with closing(Journal(path)) as journal:
        anyio.run(journal.append, records)
        return journal.length


def records(path: Path, start: int = 0) -> list[Any]:
    return [record for record, _end in read_records(path, start)]


def test_what_is_appended_is_read_back_in_order(path: Path) -> None:
    append(path, START)
    append(path, {"kind": "moved"}, END)
    assert records(path) == [START, {"kind": "moved"}, END]


def test_one_run_appends_many_times(path: Path) -> None:
    with closing(Journal(path)) as journal:
        anyio.run(journal.append, [START])
        anyio.run(journal.append, [END])
        assert journal.length == path.stat().st_size
    assert records(path) == [START, END]


def test_nothing_to_say_writes_nothing(path: Path) -> None:
    assert append(path) == 0
    assert path.read_bytes() == b""


def test_the_length_is_the_offset_behind_the_last_line(path: Path) -> None:
    first = append(path, START)
    assert append(path, END) == path.stat().st_size
    assert records(path, first) == [END]
    assert [end for _record, end in read_records(path)] == [first, path.stat().st_size]


def test_a_journal_that_is_not_there_says_nothing(path: Path) -> None:
    assert records(path) == []


@pytest.mark.parametrize(
    "name", ["b\udcff.jpg", "\udce9\udc80/\n.jpg", "写真 🙂.jpg", 'quo"te\\.jpg', "\x1b[31m", "\u2028.jpg", "\x85.jpg"]
)
def test_any_name_comes_back_as_it_was(path: Path, name: str) -> None:
    append(path, to_record(Outcome(replace(SOURCE, name=name), Verdict.PLACED, target=name)))
    (record,) = records(path)
    assert (record["source"], record["target"]) == (name, name)
    assert path.read_bytes().isascii()


@pytest.mark.parametrize("torn", [b'{"kind":"outcome","sou', b"{", b"\xff"])
def test_a_line_that_a_crash_tore_is_passed_over(path: Path, torn: bytes) -> None:
    whole = append(path, START)
    with path.open("ab") as file:
        file.write(torn)
    assert [end for _record, end in read_records(path)] == [whole]
    append(path, END)
    assert records(path) == [START, END]
    assert records(path, whole) == [END]


def test_a_crash_that_tore_the_very_first_line_is_passed_over(path: Path) -> None:
    path.write_bytes(b'{"kind"')
    append(path, START)
    assert records(path) == [START]


@pytest.mark.parametrize("foreign", [b"hello", b"[1]", b"null", b'{"a":1}', b'{"kind":1}', b"\xff\xfe", b"", b"\0" * 9])
def test_a_line_that_is_not_ours_is_passed_over(path: Path, foreign: bytes) -> None:
    append(path, START)
    with path.open("ab") as file:
        file.write(foreign + b"\n")
    append(path, END)
    assert records(path) == [START, END]


@pytest.mark.parametrize("lines", [[START], [START, END], [END, START], [START] * 2000])
def test_the_last_record_is_known(path: Path, lines: Sequence[Record]) -> None:
    append(path, *lines)
    assert last_record(path) == lines[-1]


def test_a_new_journal_has_no_last_record(path: Path) -> None:
    append(path)
    assert last_record(path) is None


def test_a_torn_line_is_no_last_record(path: Path) -> None:
    append(path, END, START)
    with path.open("ab") as file:
        file.write(b'{"kind":"outco')
    assert last_record(path) == START


def test_an_outcome_is_told_with_all_that_applies() -> None:
    date = taken("2019:07:04 10:11:12").moment
    making = Making(80, 0.5, Bound.SHRUNK, 6, (Step(90, 1.0, 9, 0.123_456), Step(80, 0.5, 5)))
    whole = Outcome(SOURCE, Verdict.PLACED, "note", "2019/a.jpg", date, "exif", 5, making, "d", "p")
    assert to_record(whole) == {
        "kind": "outcome",
        "source": SOURCE.name,
        "verdict": "placed",
        "size": SOURCE.size,
        "mtime_ns": SOURCE.mtime_ns,
        "digest": "d",
        "target": "2019/a.jpg",
        "placed_digest": "p",
        "bytes_out": 5,
        "date": "2019-07-04T10:11:12",
        "date_source": "exif",
        "quality": 80,
        "encodes": 1,
        "predicted": 6,
        "scale": 0.5,
        "bound": "shrunk",
        "steps": [[90, 1.0, 9, 0.123], [80, 0.5, 5, 1.0]],
        "reason": "note",
    }


def test_what_does_not_apply_is_left_out_but_for_size_and_time() -> None:
    empty = Outcome(replace(SOURCE, size=0, mtime_ns=0), Verdict.SKIPPED)
    assert to_record(empty) == {
        "kind": "outcome",
        "source": SOURCE.name,
        "verdict": "skipped",
        "size": 0,
        "mtime_ns": 0,
    }


def test_without_its_journal_a_run_does_not_begin(path: Path) -> None:
    path.mkdir()
    with pytest.raises(RunError, match=f"cannot write the journal {path}: Is a directory"):
        Journal(path)


def test_what_is_not_durable_is_not_acknowledged(path: Path) -> None:
    def work() -> None:
        with pytest.raises(RunError, match="No space left on device"):
            append(path, START)

    refused(work, errno.ENOSPC, "fsync")


SHORT = Outcome(Source("a.jpg", 5, 7), Verdict.FAILED, "cannot be read")
LONG = Outcome(
    Source("folder/not utf-8 \udcff.jpg", 2_000_000, 1_562_235_072_000_000_001),
    Verdict.PLACED,
    "a note",
    "2019/a.webp",
    Moment.parse("2019-07-04T10:11:12"),
    "exif:DateTimeOriginal",
    900,
    Making(80, 0.5, Bound.SIZE, 901, (Step(90, 1.0, 2000, 0.25), Step(None, 0.5, 900))),
    "d" * 64,
    "e" * 64,
)


@pytest.mark.parametrize("outcome", [SHORT, LONG])
def test_an_outcome_comes_back_from_its_line(outcome: Outcome) -> None:
    assert from_record(json.loads(json.dumps(to_record(outcome)))) == outcome
