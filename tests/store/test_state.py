"""Where a DST's own state lies."""

from pathlib import Path

import pytest

from vipsort.photo.errors import RunError
from vipsort.store.state import make_state, state_of


def test_a_state_lies_in_its_dst(tmp_path: Path) -> None:
    state = state_of(tmp_path, None)
    own = tmp_path / ".vipsort"
    assert (state.journal, state.lock, state.error_log) == (own / "journal.jsonl", own / "lock", own / "error.log")
    assert state.index == own / "index.sqlite"
    assert not own.exists()


def test_only_the_index_lies_elsewhere(tmp_path: Path) -> None:
    state = state_of(tmp_path / "dst", tmp_path / "state")
    assert state.index.is_relative_to(tmp_path / "state")
    assert state.journal.is_relative_to(tmp_path / "dst")


def test_every_dst_has_an_index_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("one")
    one, same, other = (state_of(tmp_path / name, tmp_path / "state").index for name in ("one", "link", "other"))
    assert one == same != other


@pytest.mark.parametrize("state_dir", [None, "state"])
def test_a_state_is_made_once_and_stays(tmp_path: Path, state_dir: str | None) -> None:
    state = state_of(tmp_path / "dst", tmp_path / state_dir if state_dir else None)
    make_state(state)
    make_state(state)
    assert state.journal.parent.is_dir()
    assert state.index.parent.is_dir()


def test_a_state_that_cannot_be_made_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / ".vipsort").write_bytes(b"theirs")
    with pytest.raises(RunError, match=rf"cannot make {tmp_path}/\.vipsort: File exists"):
        make_state(state_of(tmp_path, None))
