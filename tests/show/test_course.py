"""What is shown of a run does not jump, and takes no more memory the longer it lasts."""

from itertools import pairwise

import pytest

from vipsort.flow.ahead import Prospect
from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.flow.workload import Amount
from vipsort.show.course import Course

IDLE = BudgetStatistics(total=10, held=0, peak=0, waiting=0)


def after(files: int, of: int, *, counted: bool = True) -> Snapshot:
    """A run that has done so many files of a megabyte, of so many that there are, as far as they are counted."""
    done = Amount(files, files * 1_000_000)
    left = Amount(of - files, (of - files) * 1_000_000)
    tally = Tally(found=files)
    tally.add_unchanged(files, done.size)
    return Snapshot(tally, IDLE, IDLE, 0, None, Prospect(done, done, left, counted))


def test_speeds_and_the_time_left_are_told() -> None:
    course = Course()
    for second in range(20):
        course.see(second, after(second * 5, 1000))
    assert course.files_per_second == pytest.approx(5)
    assert course.bytes_per_second == pytest.approx(5_000_000)
    assert course.left == pytest.approx((1000 - 95) / 5, rel=0.05)


def test_before_all_is_counted_it_is_only_known_what_it_takes_at_least() -> None:
    course = Course()
    for second in range(20):
        course.see(second, after(second * 5, 1000, counted=False))
    assert course.left is None
    assert course.at_least == pytest.approx((1000 - 95) / 5, rel=0.05)
    course.see(20, after(100, 1500))
    assert course.left == pytest.approx((1500 - 100) / 5, rel=0.05)


def test_a_time_left_does_not_jump() -> None:
    course = Course()
    told = []
    files = 0
    for quarter in range(400):
        files += 8 if quarter < 200 else 2  # as if larger ones came, or others wanted the machine
        course.see(quarter / 4, after(files, 4000))
        told.append(course.left)
    known = [left for left in told if left is not None]
    assert len(known) > 380
    assert all(abs(after - before) < 0.2 * before for before, after in pairwise(known))
