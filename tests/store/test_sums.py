"""What a run's lines come to, however many there are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journals import Record, outcome, placing, start, write_journal
from vipsort.flow.retold import Retold
from vipsort.photo.model import Verdict
from vipsort.store import sums
from vipsort.store.lines import Lines

Told = Callable[..., Lines]


@pytest.fixture
def lines(tmp_path: Path, told: Callable[..., Retold]) -> Told:
    """The lines of a run whose records are given."""

    def lines(*records: Record) -> Lines:
        return told(write_journal(tmp_path, [start(), placing("x"), *records])).lines

    return lines


def test_years_and_months_count_what_is_dated_so_well(lines: Told) -> None:
    dates = ("2019-07-04T10:11:12", "2019-07", "2019", "2020-01-02")
    found = lines(*(outcome(f"{date}.jpg", date=date) for date in dates), outcome("undated.jpg"))
    assert sums.taken(found, 4) == {"2019": 3, "2020": 1}
    assert sums.taken(found, 7) == {"2019-07": 2, "2020-01": 1}
    assert [line.source for line in sums.undated(found, 5)] == ["undated.jpg"]
    assert sums.count_undated(found) == 1


def test_bytes_are_those_of_placed_files_alone(lines: Told) -> None:
    found = lines(
        outcome("a.jpg", size=3_000, bytes_out=1_000),
        outcome("b.PNG", size=500, bytes_out=500),
        outcome("c.jpg", "failed", size=7_000),
    )
    volumes = sums.by_format(found)
    assert {name: (volume.before, volume.after) for name, volume in volumes.items()} == {
        "jpeg": (3_000, 1_000),
        "png": (500, 500),
    }
    assert volumes["jpeg"].saved == 2_000


def test_the_biggest_savings_and_the_slowest_come_first(lines: Told) -> None:
    found = lines(
        outcome("a.jpg", size=3_000, bytes_out=1_000, seconds=0.5),
        outcome("b.jpg", size=9_000, bytes_out=1_000, seconds=0.1),
        outcome("same.jpg", size=9_000, bytes_out=9_000),
    )
    assert [line.source for line in sums.savings(found, 5)] == ["b.jpg", "a.jpg"]
    assert [line.source for line in sums.savings(found, 1)] == ["b.jpg"]
    assert [line.source for line in sums.slowest(found, 5)] == ["a.jpg", "b.jpg"]


def test_twins_are_told_with_who_was_first(lines: Told) -> None:
    again = outcome("b.jpg", "duplicate", digest=outcome("a.jpg")["digest"])
    found = lines(outcome("a.jpg"), again, outcome("c.jpg", "duplicate"))
    pairs = [(first.source if first else None, again.source) for first, again in sums.twins(found, 5)]
    assert pairs == [("a.jpg", "b.jpg"), (None, "c.jpg")]


def test_reasons_are_counted_the_most_frequent_first(lines: Told) -> None:
    broken = [outcome(f"{number}.jpg", "quarantined", reason="cut short") for number in range(3)]
    found = lines(outcome("z.jpg", "failed", reason="too big"), *broken)
    assert [(why.verdict, why.text, why.files, why.example) for why in sums.reasons(found)] == [
        (Verdict.QUARANTINED, "cut short", 3, "0.jpg"),
        (Verdict.FAILED, "too big", 1, "z.jpg"),
    ]


def test_what_was_placed_is_gone_through_as_often_as_one_likes(lines: Told) -> None:
    sizes = sums.Sizes(lines(outcome("a.jpg", size=9, bytes_out=4), outcome("b.jpg", "failed")))
    assert list(sizes) == list(sizes) == [(9, 4)]


def test_names_come_in_their_order_and_as_they_were(lines: Told) -> None:
    names = ["b/\udcff.jpg", "a.jpg", "b/\u00e9.jpg", "B.jpg", "b.jpg"]
    found = lines(*(outcome(name, reason=name, companion_of=name) for name in names))
    assert [line.source for line in found] == sorted(names)
    assert all(line.source == line.reason == line.companion_of for line in found)
    assert len(found) == len(names)


def test_a_line_that_no_table_can_hold_is_refused(lines: Told) -> None:
    found = lines(outcome("a.jpg"), outcome("b.jpg", size=1 << 70), outcome("c.jpg", digest=["no", "digest"]))
    assert [line.source for line in found] == ["a.jpg"]


def test_a_format_is_told_by_the_ending(lines: Told) -> None:
    assert [line.format for line in lines(outcome("a.JPEG"), outcome("b.what"))] == ["jpeg", "other"]
