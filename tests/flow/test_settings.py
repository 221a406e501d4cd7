"""A run as it was asked for."""

from pathlib import Path

import pytest

from vipsort.flow.machine import cpu_quota, memory_limit
from vipsort.flow.settings import Limits, Settings
from vipsort.store.read import HELD_WHOLE


@pytest.mark.parametrize("memory", [1_000_000, 64_000_000, 500_000_000, 10**10])
def test_the_two_budgets_are_the_memory(memory: int) -> None:
    limits = Limits(memory)
    assert limits.bytes_held + limits.pixels_held == memory
    assert 0 < limits.bytes_held <= limits.pixels_held


def test_more_memory_is_for_pixels_and_not_for_reading_ahead() -> None:
    assert Limits(10**10).bytes_held == Limits(10**11).bytes_held


def test_a_file_is_held_whole_unless_memory_is_short() -> None:
    assert Limits(64_000_000).held_whole == 16_000_000
    assert Limits(10**10).held_whole == HELD_WHOLE


def test_the_default_is_a_share_of_the_machine() -> None:
    limits = Limits()
    assert limits.memory <= max(memory_limit() // 2, 64_000_000)
    assert limits.parallel == cpu_quota()


def test_names_are_relative_to_the_folder_of_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert Settings(tmp_path, tmp_path / "dst").root == tmp_path
    assert Settings(tmp_path / "a.jpg", tmp_path / "dst").root == tmp_path
