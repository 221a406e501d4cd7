"""What earlier runs did, found fast; a cache of the journal."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from make import PHOTO, SOURCE
from vipsort.photo.errors import RunError
from vipsort.photo.model import Outcome, Source, Twin, Verdict
from vipsort.photo.naming import folded
from vipsort.store.batch import Batch
from vipsort.store.index import Index, Known
from vipsort.store.records import Record, to_record

START = {"kind": "start", "run": "first", "src": "/pictures"}


def placed(name: str, digest: str = PHOTO.digest, target: str = "") -> Record:
    target = target or "2019/" + name.replace("/", "-").replace("\udcff", "")
    return to_record(Outcome(source(name), Verdict.PLACED, target=target, digest=digest, placed_digest=digest))


def source(name: str) -> Source:
    return replace(SOURCE, name=name)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def write(journal: Path, *records: Record) -> None:
    with journal.open("a") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def knows(cache: Path | None, journal: Path, name: str) -> bool:
    with Index(cache, journal) as index:
        return bool(index.known([source(name)]))


def test_what_was_done_is_known_by_folder_and_name(cache: Path, journal: Path) -> None:
    write(journal, START, placed("2019/a.jpg"), placed("2019/b\udcff.jpg", "e"), placed("a.jpg", "f"))
    with Index(cache, journal) as index:
        known = index.known([source("2019/a.jpg"), source("2019/b\udcff.jpg"), source("2019/c.jpg")])
    done = partial(Known, SOURCE.size, SOURCE.mtime_ns, Verdict.PLACED, "")
    assert known == {b"a.jpg": done(PHOTO.digest), b"b\xff.jpg": done("e")}


@pytest.mark.parametrize(
    ("asked", "found"),
    [("a", {"a"}), ("ac", {"a", "b", "c"}), ("bb", {"b"}), ("cz", {"c", "z"}), ("yy", set()), ("AZ", set())],
)
def test_a_batch_is_looked_up_from_its_first_to_its_last_name(
    cache: Path, journal: Path, asked: str, found: set[str]
) -> None:
    write(journal, START, *(placed(name, name) for name in "abcz"), placed("x/b", "x"))
    with Index(cache, journal) as index:
        assert {os.fsdecode(name) for name in index.known([source(name) for name in asked])} == found


def test_a_failure_is_not_known_so_that_it_is_tried_again(cache: Path, journal: Path) -> None:
    write(journal, START, to_record(Outcome(source("a.jpg"), Verdict.FAILED, "why")))
    assert not knows(cache, journal, "a.jpg")


def test_a_reason_is_known(cache: Path, journal: Path) -> None:
    write(journal, START, to_record(Outcome(source("a.txt"), Verdict.SKIPPED, "not a picture")))
    with Index(cache, journal) as index:
        (known,) = index.known([source("a.txt")]).values()
    assert (known.verdict, known.reason) == (Verdict.SKIPPED, "not a picture")


def test_another_src_has_other_files(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"), {"kind": "start", "run": "second", "src": "/other"})
    with Index(cache, journal) as index:
        assert index.known([source("a.jpg")]) == {}
        assert index.placed.twin(PHOTO.digest, source("a.jpg")) == Twin("a.jpg", "2019/a.jpg")


def test_the_last_word_on_a_file_counts(cache: Path, journal: Path) -> None:
    touched = to_record(
        Outcome(replace(source("a.jpg"), mtime_ns=7), Verdict.UNCHANGED, "touched", digest=PHOTO.digest)
    )
    write(journal, START, placed("a.jpg"), touched)
    with Index(cache, journal) as index:
        (known,) = index.known([source("a.jpg")]).values()
        assert (known.mtime_ns, known.verdict) == (7, Verdict.UNCHANGED)
        assert index.placed.twin(PHOTO.digest, source("a.jpg")) == Twin("a.jpg", "2019/a.jpg", is_itself=True)


def test_the_first_of_twins_is_told(cache: Path, journal: Path) -> None:
    again = to_record(Outcome(source("c.jpg"), Verdict.DUPLICATE, target="2019/a.jpg", digest=PHOTO.digest))
    write(journal, START, placed("b\udcff.jpg"), placed("a.jpg", target="2019/a-2.jpg"), again)
    with Index(cache, journal) as index:
        assert index.placed.twin(PHOTO.digest, source("z.jpg")) == Twin("b\udcff.jpg", "2019/b.jpg")
        assert index.placed.twin(PHOTO.digest, source("b\udcff.jpg")) == Twin(
            "b\udcff.jpg", "2019/b.jpg", is_itself=True
        )
        assert index.placed.twin("e" * 64, source("z.jpg")) is None


def test_what_was_quarantined_has_twins_and_what_was_skipped_has_none(cache: Path, journal: Path) -> None:
    broken = to_record(Outcome(source("a.jpg"), Verdict.QUARANTINED, target="Corrupted/a.jpg", digest="e"))
    skipped = to_record(Outcome(source("a.txt"), Verdict.SKIPPED, "not a picture", digest="f"))
    write(journal, START, broken, skipped)
    with Index(cache, journal) as index:
        assert index.placed.twin("e", source("z.jpg")) == Twin("a.jpg", "Corrupted/a.jpg")
        assert index.placed.twin("f", source("z.jpg")) is None


def test_a_name_is_taken_without_regard_to_case_and_form(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg", target="2019/\N{LATIN CAPITAL LETTER E WITH ACUTE}.JPG"))
    with Index(cache, journal) as index:
        assert index.given.has(folded("2019/e\u0301.jpg"))
        assert not index.given.has(folded("2019/e.jpg"))


def test_what_others_put_there_is_remembered_for_this_run_only(cache: Path, journal: Path) -> None:
    with Index(cache, journal) as index:
        assert not index.strangers.has_seen("2019")
        index.strangers.add(["2019/B\udcff.JPG", "2019/B\udcff.JPG"])
        index.strangers.see("2019")
        assert index.strangers.has_seen("2019")
        assert index.strangers.named(folded("2019/b\udcff.jpg")) == "2019/B\udcff.JPG"
        assert index.strangers.named("2019/c.jpg") == ""
        index.commit(0)
    with Index(cache, journal) as index:
        assert not index.strangers.has_seen("2019")
        assert index.strangers.named(folded("2019/b\udcff.jpg")) == ""


def test_folders_that_were_made_are_told(cache: Path, journal: Path) -> None:
    making = [{"kind": "making", "folders": folders} for folders in (["2019", "2019/07"], ["2018"], ["2019/07"])]
    write(journal, START, *making)
    with Index(cache, journal) as index:
        assert index.made_folders() == ["2018", "2019", "2019/07"]


def test_what_was_moved_lies_one_higher(cache: Path, journal: Path) -> None:
    making = {"kind": "making", "folders": ["2019", "2019/07", "2019/07/04"]}
    moves = [("2019/07/04", "2019/07"), ("2019/07", "2019")]
    moved = [{"kind": "moved", "from": old, "to": new} for old, new in moves]
    outcomes = placed("a.jpg", "d", "2019/07/04/É.jpg"), placed("b.jpg", "e", "2019/070/b.jpg")
    write(journal, START, making, *outcomes, *moved)
    with Index(cache, journal) as index:
        assert index.placed.twin("d", source("z.jpg")) == Twin("a.jpg", "2019/É.jpg")
        assert index.placed.twin("e", source("z.jpg")) == Twin("b.jpg", "2019/070/b.jpg")
        assert index.given.has(folded("2019/É.jpg"))
        assert not index.given.has(folded("2019/07/04/É.jpg"))
        assert index.given.has("2019/070/b.jpg")
        assert index.made_folders() == ["2019"]


def test_what_is_applied_is_seen_at_once_and_kept_once_it_is_committed(cache: Path, journal: Path) -> None:
    with Index(cache, journal) as index:
        write(journal, START)
        index.apply(START)
        index.commit(journal.stat().st_size)
        index.apply(placed("a.jpg"))
        assert index.known([source("a.jpg")])
    assert not knows(cache, journal, "a.jpg")


def test_what_the_journal_has_beyond_the_cache_is_caught_up(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    assert knows(cache, journal, "a.jpg")
    write(journal, placed("b.jpg", "e"))
    assert knows(cache, journal, "b.jpg")
    assert knows(cache, journal, "a.jpg")


def test_what_is_committed_is_not_read_from_the_journal_again(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    assert knows(cache, journal, "a.jpg")
    text = journal.read_text()
    journal.write_text(text.replace("a.jpg", "z.jpg"))
    assert knows(cache, journal, "a.jpg")
    assert not knows(cache, journal, "z.jpg")


def test_a_lost_cache_is_rebuilt_from_the_journal(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    assert knows(cache, journal, "a.jpg")
    cache.unlink()
    assert knows(cache, journal, "a.jpg")


@pytest.mark.parametrize("other", [[{"kind": "start", "run": "other", "src": "/pictures"}], []])
def test_the_cache_of_another_journal_is_forgotten(cache: Path, journal: Path, other: list[Record]) -> None:
    write(journal, START, placed("a.jpg"))
    assert knows(cache, journal, "a.jpg")
    journal.unlink()
    write(journal, *other)
    with Index(cache, journal) as index:
        assert index.known([source("a.jpg")]) == {}
        assert index.placed.twin(PHOTO.digest, source("a.jpg")) is None
        assert not index.given.has("2019/a.jpg")


def test_the_cache_of_a_journal_that_was_cut_is_made_anew(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"), placed("b.jpg", "e"))
    assert knows(cache, journal, "b.jpg")
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:2]))
    assert not knows(cache, journal, "b.jpg")
    assert knows(cache, journal, "a.jpg")


def test_a_dry_run_has_a_cache_of_its_own(tmp_path: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    assert knows(None, journal, "a.jpg")
    assert [path.name for path in tmp_path.iterdir()] == [journal.name]


@pytest.mark.parametrize("keep", [0, 5, 100, 4096, 5000, 9000])
def test_a_broken_cache_is_made_anew(cache: Path, journal: Path, keep: int) -> None:
    write(journal, START, *(placed(f"{number}.jpg", str(number)) for number in range(500)))
    assert knows(cache, journal, "499.jpg")
    os.truncate(cache, keep)
    assert knows(cache, journal, "499.jpg")


def test_a_cache_with_broken_pages_is_made_anew(cache: Path, journal: Path) -> None:
    write(journal, START, *(placed(f"{number}.jpg", str(number)) for number in range(500)))
    assert knows(cache, journal, "499.jpg")
    with cache.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (cache.stat().st_size - 4096))
    assert knows(cache, journal, "499.jpg")


def test_what_is_no_cache_is_made_anew(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    cache.write_bytes(b"no database" * 1000)
    assert knows(cache, journal, "a.jpg")


def test_an_older_cache_is_made_anew(cache: Path, journal: Path) -> None:
    write(journal, START, placed("a.jpg"))
    db = sqlite3.connect(cache)
    db.executescript("CREATE TABLE sources (name); PRAGMA user_version = 99;")
    db.close()
    assert knows(cache, journal, "a.jpg")


def test_a_cache_that_cannot_be_opened_stops_the_run(tmp_path: Path, journal: Path) -> None:
    with pytest.raises(RunError, match="--state-dir chooses another place"):
        Index(tmp_path / "gone" / "index.sqlite", journal)


def test_what_was_taken_back_is_forgotten_with_its_twins_when_the_next_run_starts(cache: Path, journal: Path) -> None:
    twin = to_record(Outcome(source("twin.jpg"), Verdict.DUPLICATE, target="2019/a.jpg", digest=PHOTO.digest))
    skipped = to_record(Outcome(source("a.txt"), Verdict.SKIPPED, "not a picture", digest="f"))
    undoing = {"kind": "undoing", "run": "first", "targets": ["2019/a.jpg"]}
    write(journal, START, placed("a.jpg"), placed("b.jpg", "e"), twin, skipped, undoing)
    write(journal, {"kind": "start", "run": "second", "src": "/pictures"})
    with Index(cache, journal) as index:
        asked = [source(name) for name in ("a.jpg", "a.txt", "b.jpg", "twin.jpg")]
        assert set(index.known(asked)) == {b"a.txt", b"b.jpg"}
        found = [(os.fsencode(each.name), each.size, each.mtime_ns) for each in asked]
        assert index.done(Batch("", found)) == [found[2]]
        assert index.placed.twin("e", source("z.jpg")) == Twin("b.jpg", "2019/b.jpg")


def test_digests_that_start_alike_are_told_apart(cache: Path, journal: Path) -> None:
    one, other = "0123456789" + "a" * 54, "0123456789" + "b" * 54
    write(journal, START, placed("a.jpg", one), placed("b.jpg", other))
    with Index(cache, journal) as index:
        assert index.placed.twin(one, source("z.jpg")) == Twin("a.jpg", "2019/a.jpg")
        assert index.placed.twin(other, source("z.jpg")) == Twin("b.jpg", "2019/b.jpg")
        assert index.placed.twin(one[:32] + "c" * 32, source("z.jpg")) is None


def test_taking_over_a_long_journal_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    assert peak_of_opening(tmp_path / "long", 40_000) - peak_of_opening(tmp_path / "short", 400) < 5_000_000


OPENING = """
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from vipsort.store.index import Index

with Index(Path(sys.argv[1], "index.sqlite"), Path(sys.argv[1], "journal.jsonl")):
    print(getrusage(RUSAGE_SELF).ru_maxrss * 1024)
"""


def peak_of_opening(folder: Path, files: int) -> int:
    """Bytes of a process that takes over a journal of so many files; it is started by one that is small itself."""
    folder.mkdir()
    digests = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(files))
    write(folder / "journal.jsonl", START, *(placed(f"{digest}.jpg", digest) for digest in digests))
    small = ("sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-c", OPENING, str(folder))
    return int(subprocess.run(small, capture_output=True, check=True).stdout)
