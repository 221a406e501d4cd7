"""One run at a time in a DST."""

import errno
from pathlib import Path

import pytest

from kernel import refused
from vipsort.photo.errors import RunError
from vipsort.store.lock import locked


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "dst" / ".vipsort" / "lock"
    path.parent.mkdir(parents=True)
    return path


def hold(lock: Path) -> None:
    with locked(lock):
        pass


def test_a_second_run_is_told_who_holds_what(lock: Path) -> None:
    with locked(lock), pytest.raises(RunError, match=f"another run holds {lock.parents[1]}$"):
        hold(lock)


def test_a_lock_is_let_go_of_however_the_run_ends(lock: Path) -> None:
    with pytest.raises(KeyError), locked(lock):
        raise KeyError
    hold(lock)
    hold(lock)


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_share_without_locks_does_without(lock: Path, error: int) -> None:
    refused(lambda: hold(lock), error, "flock")


def test_what_cannot_be_locked_is_told(lock: Path) -> None:
    with pytest.raises(RunError, match=f"cannot lock {lock}: Input/output error"):
        refused(lambda: hold(lock), errno.EIO, "flock")
