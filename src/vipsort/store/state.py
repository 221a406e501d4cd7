"""Where a DST's own state lies: its journal, lock and log in it, its index beside them or with the user."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs
from blake3 import blake3

from vipsort.photo.errors import RunError
from vipsort.store.folders import STATE_FOLDER
from vipsort.store.share import on_share


@dataclass(frozen=True, slots=True)
class State:
    """The paths of a DST's state."""

    journal: Path
    lock: Path
    error_log: Path
    index: Path
    checkpoint: Path  # how far a verification came


def state_of(dst: Path, state_dir: Path | None) -> State:
    """Where the state of `dst` lies; nothing is made yet. SQLite is not safe on a share: its file never lies there."""
    own = dst / STATE_FOLDER
    home = own
    if state_dir or on_share(dst):
        home = index_elsewhere(dst, state_dir).parent
    return State(own / "journal.jsonl", own / "lock", own / "error.log", home / "index.sqlite", own / "verify.json")


def index_elsewhere(dst: Path, state_dir: Path | None) -> Path:
    """Where the index of `dst` lies when it does not lie in it."""
    key = blake3(bytes(dst.resolve())).hexdigest()[:16]
    return (state_dir or platformdirs.user_state_path("vipsort")) / key / "index.sqlite"


def make_state(state: State) -> None:
    """Make the folders of the state. Raises RunError."""
    for folder in (state.journal.parent, state.index.parent):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(f"cannot make {folder}: {error.strerror}") from error
