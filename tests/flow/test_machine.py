"""What this process may use of the machine."""

import os
import secrets
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from conftest import needs_root
from vipsort.flow.machine import cpu_quota, memory_limit, resident_memory, system_zone


def test_no_more_memory_is_allowed_than_there_is() -> None:
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert 16_000_000 < memory_limit() <= physical


def test_no_more_threads_are_kept_busy_than_there_are_cores() -> None:
    assert 1 <= cpu_quota() <= (os.cpu_count() or 1)


@needs_root
def test_half_of_a_core_keeps_one_thread_busy() -> None:
    root = Path("/sys/fs/cgroup")
    legacy = {"cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "50000"}
    limits = legacy if (root / "cpu").is_dir() else {"cpu.max": "50000 100000"}
    folder = (root / "cpu" if limits is legacy else root) / f"vipsort-test-{secrets.token_hex(4)}"
    code = "from vipsort.flow.machine import cpu_quota; print(cpu_quota())"
    inside = ["sh", "-c", f'echo $$ > {folder}/cgroup.procs && exec "$@"', "sh", sys.executable, "-c", code]
    with ExitStack() as made:
        try:
            folder.mkdir()
            made.callback(folder.rmdir)
            for limit, word in limits.items():
                (folder / limit).write_text(word)
        except OSError as error:
            pytest.skip(f"no cgroup can be made here: {error}")
        assert subprocess.run(inside, capture_output=True, text=True, check=True).stdout == "1\n"


def test_what_is_held_is_less_than_what_is_allowed() -> None:
    assert 1_000_000 < resident_memory() < memory_limit()


def test_the_clock_of_this_machine_has_a_zone() -> None:
    now = datetime.now(system_zone())
    assert now.utcoffset() == now.astimezone().utcoffset()
    assert system_zone().utcoffset(now.replace(tzinfo=None)) is not None


def test_a_zone_with_summers_is_known() -> None:
    assert datetime(2019, 7, 4, tzinfo=ZoneInfo("Europe/Berlin")).dst()
