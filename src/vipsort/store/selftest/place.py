"""What a folder lies on, and where the index of such a DST would lie."""

import os
from pathlib import Path

from vipsort.store.selftest.finding import Finding
from vipsort.store.share import file_system, on_share
from vipsort.store.state import state_of

_MOUNTS = Path("/proc/self/mounts")


def kind_of(folder: Path) -> str:
    """The type of its file system as the kernel names it; empty where it is not told."""
    return file_system(folder, _MOUNTS.read_text(errors="surrogateescape")) if _MOUNTS.exists() else ""


def share(folder: Path) -> Finding:
    """Whether other machines may write there."""
    kind = kind_of(folder)
    if on_share(folder):
        return Finding("share", f"a share: {kind}; what is durable there is the server's word")
    return Finding("share", f"a disk of this machine{f': {kind}' if kind else ''}")


def index(dst: Path, state_dir: Path | None) -> Finding:
    """Where SQLite would work: never on a share."""
    return Finding("index", f"would lie at {os.fspath(state_of(dst, state_dir).index)}")
