"""The time left is told by what was measured, and where that cannot tell, by what is usual."""

from itertools import accumulate

import pytest

from vipsort.flow.workload import Amount
from vipsort.photo.effort import FILE
from vipsort.show.eta import Sample, seconds_left


def course(*files: tuple[int, float]) -> list[Sample]:
    """Samples after each file, given by its work and the seconds that it took."""
    ends = accumulate((seconds for _size, seconds in files), initial=0.0)
    done = accumulate((Amount(1, size) for size, _seconds in files), initial=Amount())
    return [Sample(end, amount) for end, amount in zip(ends, done, strict=True)]


def test_a_steady_run_goes_on_as_it_went() -> None:
    went = course(*[(1_000_000, 0.5)] * 20)
    assert seconds_left(went, Amount(180, 180_000_000), now=10.0) == pytest.approx(90)
    assert seconds_left(went, Amount(180, 180_000_000), now=10.4) == pytest.approx(89.6)


def test_nothing_is_told_before_there_is_something_to_go_by() -> None:
    left = Amount(100, 100_000_000)
    assert seconds_left(course(), left, now=5.0) is None
    assert seconds_left(course((1_000_000, 2.0)), left, now=5.0) is None
    assert seconds_left(course(*[(1_000_000, 0.01)] * 20), left, now=0.2) is None
    assert seconds_left(course(*[(1_000_000, 0.1)] * 20), left, now=2.0) is not None


def test_where_nothing_is_left_it_takes_no_time() -> None:
    assert seconds_left(course(), Amount(), now=0.1) == 0


@pytest.mark.parametrize("times", [0.25, 1, 4])
def test_what_a_file_costs_besides_its_work_is_learned_from_files_of_all_sizes(times: float) -> None:
    def seconds(work: int) -> float:
        return (work + times * FILE) * 1e-9

    sizes = [100_000 * 4 ** (number // 10 % 5) for number in range(100)]  # folders differ
    large = [30_000_000] * 300
    went = course(*((size, seconds(size)) for size in sizes for _more in range(8)))
    told = seconds_left(went, Amount(len(large), sum(large)), now=went[-1].seconds)
    assert told == pytest.approx(sum(map(seconds, large)), rel=0.2)


def test_where_all_were_of_one_size_the_usual_stands() -> None:
    went = course(*[(FILE, 0.01)] * 500)
    told = seconds_left(went, Amount(100, 100 * 9 * FILE), now=5.0)
    assert told == pytest.approx(100 * 0.01 * (9 + 1) / (1 + 1), rel=0.1)


def test_what_was_of_late_counts_most() -> None:
    went = course(*[(1_000_000, 0.1)] * 100, *[(1_000_000, 0.2)] * 100)
    told = seconds_left(went, Amount(100, 100_000_000), now=30.0)
    assert told
    assert 100 * 0.155 < told < 100 * 0.2
