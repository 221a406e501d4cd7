"""Any number of names, sorted in bounded memory."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vipsort.store.spill import sorted_names

NAMES = st.lists(st.binary(min_size=1, max_size=20).map(lambda name: name.replace(b"\0", b"0")), max_size=60)


@given(names=NAMES, held=st.integers(1, 20))
def test_names_are_sorted_by_bytes_however_few_are_held(names: list[bytes], held: int) -> None:
    assert list(sorted_names(names, held=held)) == sorted(names)


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 20, 100])
def test_a_run_that_is_just_full_loses_nothing(number: int) -> None:
    names = [f"{number:03}".encode() for number in range(number)]
    assert list(sorted_names(reversed(names), held=10)) == names


def test_runs_longer_than_a_read_come_back_whole() -> None:
    names = [f"{number:06}-{'long' * 50}".encode() for number in range(2_000)]
    assert list(sorted_names(reversed(names), held=1_000)) == names


def test_names_are_taken_once_and_not_before_they_are_asked_for() -> None:
    taken = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield bytes([number + 1])

    first, *rest = sorted_names(counted(), held=7)
    assert (first, len(rest), taken) == (b"\x01", 99, 100)
