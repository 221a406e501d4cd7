"""Times for people have no more digits than they deserve."""

import pytest

from vipsort.show.duration import about, exactly


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "a few seconds"),
        (14, "a few seconds"),
        (22, "about 20 s"),
        (54.9, "about 50 s"),
        (58, "about 1 min"),
        (733, "about 12 min"),
        (2_200, "about 35 min"),
        (5_900, "about 100 min"),
        (8_900, "about 2.5 h"),
        (43_000, "about 12 h"),
        (260_000, "about 3 days"),
    ],
)
def test_a_time_left_is_rounded(seconds: float, told: str) -> None:
    assert about(seconds) == told


def test_a_time_that_has_passed_is_not() -> None:
    assert [exactly(14.9), exactly(200)] == ["14 s", "3 min 20 s"]
