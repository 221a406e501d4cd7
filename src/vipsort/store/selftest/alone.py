"""Whether two runs can be kept apart."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from vipsort.store.selftest.finding import Finding, Promise

_SECOND = "import fcntl, sys; fcntl.flock(open(sys.argv[1], 'ab'), fcntl.LOCK_EX | fcntl.LOCK_NB)"


def lock(folder: Path) -> Finding:
    """Whether a second process is refused the lock, and a second one the claim that stands beside it."""
    flock, once = _flock(folder / "lock"), _is_made_once(folder / "claim")
    if not once:
        return Finding("lock", f"{flock}; O_EXCL makes the same file twice", Promise.ALONE)
    return Finding("lock", f"{flock}; O_EXCL makes a claim once")


def _flock(path: Path) -> str:
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return f"no flock: {error.strerror}"
        second = subprocess.run((sys.executable, "-I", "-c", _SECOND, path), capture_output=True, check=False)  # noqa: S603 - this very Python
    return "flock refuses a second process" if second.returncode else "flock lets a second process in"


def _is_made_once(path: Path) -> bool:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return True
    return False
