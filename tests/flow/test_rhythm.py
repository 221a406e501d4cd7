"""When a watch begins its next batch."""

import pytest

from vipsort.flow.rhythm import HOURLY, Ended, Rhythm


@pytest.fixture
def rhythm() -> Rhythm:
    """One that has had its first batch, which found nothing, at second 100."""
    rhythm = Rhythm(settle=2)
    rhythm.begin()
    rhythm.end(Ended(at=100))
    return rhythm


def after(rhythm: Rhythm, **ended: float) -> float:
    """How long after a batch the next one is due."""
    rhythm.begin()
    rhythm.end(Ended(at=1_000, waiting=int(ended.pop("waiting", 0)), **ended))  # type: ignore[arg-type]
    return rhythm.due - 1_000


def test_the_first_batch_waits_for_nothing() -> None:
    assert Rhythm(settle=2).due < 0


def test_without_a_change_the_whole_is_looked_through_every_hour(rhythm: Rhythm) -> None:
    assert rhythm.due == 100 + HOURLY


def test_a_change_is_given_its_time_to_settle(rhythm: Rhythm) -> None:
    rhythm.change(at=200)
    assert rhythm.due == 202


def test_changes_without_end_put_nothing_off(rhythm: Rhythm) -> None:
    for at in range(200, 300):
        rhythm.change(at)
    assert rhythm.due == 202


def test_a_change_while_a_batch_goes_on_is_the_next_one_s(rhythm: Rhythm) -> None:
    rhythm.begin()
    rhythm.change(at=201)
    rhythm.end(Ended(at=210, news=True))
    assert rhythm.due == 212


def test_what_waits_is_looked_at_again(rhythm: Rhythm) -> None:
    assert after(rhythm, waiting=1, news=True) == 2


def test_waiting_in_vain_is_done_more_and_more_seldom_but_not_without_end(rhythm: Rhythm) -> None:
    assert [after(rhythm, waiting=1) for _ in range(4)] == [4, 8, 8, 8]
    assert after(rhythm, waiting=1, news=True) == 2


def test_a_large_tree_is_not_listed_all_the_time(rhythm: Rhythm) -> None:
    assert after(rhythm, waiting=1, news=True, scan_seconds=10) == 30
    rhythm.change(at=1_001)
    assert rhythm.due == 1_030


def test_where_nothing_tells_of_changes_a_clock_does(rhythm: Rhythm) -> None:
    rhythm.poll = 30
    assert after(rhythm) == 30
    assert after(rhythm, scan_seconds=20) == 60


def test_what_failed_is_tried_again_after_one_second_then_two_and_at_last_every_minute(rhythm: Rhythm) -> None:
    waits = [after(rhythm, failed=True) for _ in range(8)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    rhythm.change(at=1_000)
    assert rhythm.due == 1_060
    assert after(rhythm) == HOURLY
    assert after(rhythm, failed=True) == 1


def test_what_is_back_is_worked_at_once(rhythm: Rhythm) -> None:
    assert after(rhythm, failed=True) == 1
    rhythm.urge()
    assert rhythm.due < 0
    assert after(rhythm, failed=True) == 1
