"""When a picture was taken, and how much of it is known."""

from datetime import datetime

import pytest

from vipsort.photo.moment import Moment, Precision


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (Precision.YEAR, "2019"),
        (Precision.MONTH, "2019-07"),
        (Precision.DAY, "2019-07-04"),
        (Precision.SECOND, "2019-07-04T10:11:12"),
    ],
)
def test_a_moment_is_written_as_far_as_it_is_known(precision: Precision, text: str) -> None:
    assert str(Moment(datetime.fromisoformat("2019-07-04T10:11:12.5"), precision)) == text


def test_who_knows_the_day_knows_more_than_who_knows_the_year() -> None:
    assert Precision.YEAR < Precision.MONTH < Precision.DAY < Precision.SECOND
