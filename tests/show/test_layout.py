"""What the lines at the foot of a terminal say of the time left."""

import io

import pytest

from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.show.course import Course
from vipsort.show.layout import Layout

IDLE = BudgetStatistics(total=10, held=0, peak=0, waiting=0)


def drawn(course: Course, columns: int) -> str:
    return " ".join(Layout(io.StringIO()).lines(Snapshot(Tally(found=3), IDLE, IDLE, 0), course, columns, 24))


@pytest.mark.parametrize("columns", [120, 60, 40])
def test_while_the_count_goes_on_it_is_told_that_a_run_takes_long(columns: int) -> None:
    assert "more than 5 min left" in drawn(Course(at_least=300), columns)
    assert "left" not in drawn(Course(at_least=50), columns)
    assert "left" not in drawn(Course(), columns)


@pytest.mark.parametrize("columns", [120, 60, 40])
def test_once_all_is_counted_the_time_left_is_told(columns: int) -> None:
    text = drawn(Course(left=50, at_least=300), columns)
    assert "50 s left" in text
    assert "more than" not in text
