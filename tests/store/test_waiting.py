"""Files that may still be growing, remembered from one run to the next."""

import json
from pathlib import Path

import pytest

from vipsort.store.index import Index
from vipsort.store.waiting import Look

LOOK = Look(b"a\xff.jpg", 10, 20, 30)
START = {"kind": "start", "run": "first", "src": "/pictures"}


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "index.sqlite", tmp_path / "journal.jsonl"


def seen(places: tuple[Path, Path], now: int, *looks: Look, src: str = "/pictures") -> list[int]:
    """Since when each of them looks so, as one run after the other finds out."""
    cache, journal = places
    with journal.open("a") as file:
        file.write(json.dumps({**START, "src": src}) + "\n")
    with Index(cache, journal) as index:
        waiting = index.waiting()
        since = [waiting.since("2019", look, now) for look in looks]
        waiting.forget_the_rest()
        index.commit(journal.stat().st_size)
    return since


def test_a_file_that_stays_as_it_is_is_known_since_it_was_first_seen(places: tuple[Path, Path]) -> None:
    assert seen(places, 100, LOOK) == [100]
    assert seen(places, 200, LOOK) == [100]


@pytest.mark.parametrize("changed", [LOOK._replace(size=11), LOOK._replace(mtime_ns=21), LOOK._replace(ctime_ns=31)])
def test_one_that_changed_is_seen_anew(places: tuple[Path, Path], changed: Look) -> None:
    assert seen(places, 100, LOOK) == [100]
    assert seen(places, 200, changed) == [200]
    assert seen(places, 300, LOOK) == [300]


def test_what_is_not_met_again_is_forgotten(places: tuple[Path, Path]) -> None:
    other = LOOK._replace(name=b"b.jpg")
    assert seen(places, 100, LOOK, other) == [100, 100]
    assert seen(places, 200, other) == [100]
    assert seen(places, 300, LOOK, other) == [300, 100]


def test_another_journal_begins_anew(places: tuple[Path, Path]) -> None:
    assert seen(places, 100, LOOK) == [100]
    places[1].unlink()
    with places[1].open("w") as file:
        file.write(json.dumps({**START, "run": "another"}) + "\n")
    assert seen(places, 200, LOOK) == [200]


def test_each_src_has_its_own(places: tuple[Path, Path]) -> None:
    assert seen(places, 100, LOOK) == [100]
    assert seen(places, 200, LOOK, src="/others") == [200]
    assert seen(places, 300, LOOK) == [100]


def test_a_clock_that_was_set_back_knows_nothing(places: tuple[Path, Path]) -> None:
    assert seen(places, 100, LOOK) == [100]
    assert seen(places, 50, LOOK) == [50]
    assert seen(places, 60, LOOK) == [50]
