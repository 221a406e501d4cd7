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


@pytest.mark.parametrize("text", ["2019", "2019-07", "2019-07-04", "2019-07-04T10:11:12"])
def test_what_is_shown_can_be_read_back(text: str) -> None:
    moment = Moment.parse(text)
    assert str(moment) == text


@pytest.mark.parametrize("text", ["", "19", "2019-7", "2019-07-04T10:11", "year"])
def test_what_is_no_moment_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Moment.parse(text)
