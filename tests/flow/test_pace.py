"""The samples of a run's pace."""

from vipsort.flow.pace import Pace
from vipsort.flow.tally import Tally


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_samples_are_a_second_apart_and_rarer_in_a_long_run() -> None:
    clock, taken = Clock(), 0
    pace = Pace(Tally(found=3), clock, lambda: 7)
    week = 7 * 24 * 3600
    while clock.now < week:
        taken += len(pace.sample())
        clock.now += 0.5 if clock.now < 1000 else 60
    assert 1000 < taken < 3000


def test_a_sample_says_how_far_the_run_is() -> None:
    tally = Tally(found=3)
    tally.add_unchanged(2, 500)
    assert Pace(tally, Clock(), lambda: 7).sample() == [
        {"kind": "pace", "seconds": 0.0, "found": 3, "done": 2, "bytes_in": 500, "bytes_out": 0, "resident": 7}
    ]
