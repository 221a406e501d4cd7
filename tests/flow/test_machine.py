"""What this process may use of the machine."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from vipsort.flow.machine import cpu_quota, memory_limit, resident_memory, system_zone


def test_no_more_memory_is_allowed_than_there_is() -> None:
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert 16_000_000 < memory_limit() <= physical


def test_no_more_threads_are_kept_busy_than_there_are_cores() -> None:
    assert 1 <= cpu_quota() <= (os.cpu_count() or 1)


def test_what_is_held_is_less_than_what_is_allowed() -> None:
    assert 1_000_000 < resident_memory() < memory_limit()


def test_the_clock_of_this_machine_has_a_zone() -> None:
    now = datetime.now(system_zone())
    assert now.utcoffset() == now.astimezone().utcoffset()
    assert system_zone().utcoffset(now.replace(tzinfo=None)) is not None


def test_a_zone_with_summers_is_known() -> None:
    assert datetime(2019, 7, 4, tzinfo=ZoneInfo("Europe/Berlin")).dst()
