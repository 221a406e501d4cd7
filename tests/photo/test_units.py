"""Sizes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.photo.errors import UsageError
from vipsort.photo.units import parse_size, show_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("1234", 1234),
        ("12b", 12),
        ("500kB", 500_000),
        ("500kb", 500_000),
        ("500K", 500_000),
        ("3MB", 3_000_000),
        (" 3 mb ", 3_000_000),
        ("0.05MB", 50_000),
        ("1.5GiB", 1_610_612_736),
        ("1KiB", 1024),
        ("2mi", 2_097_152),
        ("1TB", 10**12),
        ("1TiB", 2**40),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize(
    "text", ["", " ", "MB", "-1", "+1", "1.MB", ".5MB", "1,5MB", "3 MBs", "1e6", "3PB", "0x10", "nan", "inf", "9" * 400]
)
def test_what_is_no_size_is_named_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="is no size; write it as 500kB") as refused:
        parse_size(text)
    assert repr(text) in str(refused.value)


@given(st.integers(min_value=0, max_value=2**53))
def test_bytes_are_read_exactly(size: int) -> None:
    assert parse_size(str(size)) == size


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (2_200_000, "2.2 MB"),
        (3_000_000_000, "3.0 GB"),
        (4.5e12, "4.5 TB"),
        (12e15, "12000.0 TB"),
        (-1500, "-1.5 kB"),
    ],
)
def test_a_size_is_shown_in_decimal_units(size: float, text: str) -> None:
    assert show_size(size) == text
