"""One run at a time in a DST: the system's lock where there is one, and a claim that other machines can see.

The lock (flock) is the kernel's: it ends with its holder however that ends, but many shares keep it to one machine or
do not have it. The claim (`claim`) works wherever a file can be made, but outlives a holder that was killed.
"""

import errno
import fcntl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.photo.escape import shown
from vipsort.store.claim import Claim, Pace, held_by_another
from vipsort.store.claims import Claims

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}
_HELD = {errno.EAGAIN, errno.EACCES}
_PARTING = 5  # seconds


def to_stderr(text: str) -> None:
    """Say it to the person who typed the command."""
    sys.stderr.write(f"{shown(text)}\n")


_PACE = Pace()


@contextmanager
def locked(path: Path, pace: Pace = _PACE, tell: Callable[[str], None] = to_stderr) -> Iterator[Claim]:
    """Hold the DST of a lock file. Raises RunError where another run does, or where nothing can be written."""
    dst = path.parent.parent
    claims = Claims(path)
    with ExitStack() as held:
        with _writing(path.parent):
            file = held.enter_context(path.open("ab"))
            try:
                has_lock = _flocked(file.fileno(), path)
            except BlockingIOError:
                raise held_by_another(dst, claims.look()) from None
            claim = Claim(dst, claims, pace, has_lock=has_lock)
            claim.take(tell)
        held.callback(claim.release)
        kept = held.pop_all()
    try:
        yield claim
    finally:  # closing a file of a share that is stalled can hang, and is not to hold up whoever ends
        parting = threading.Thread(target=_close, args=(kept,), daemon=True)
        parting.start()
        parting.join(_PARTING)


def _close(kept: ExitStack) -> None:
    with suppress(OSError):  # a share that is gone holds no lock either
        kept.close()


def _flocked(descriptor: int, path: Path) -> bool:
    """Whether there is such a lock, which is ours then. Raises BlockingIOError where it is another's, RunError."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise BlockingIOError(error.errno, error.strerror) from error
        if error.errno not in _NO_LOCKS:  # a share without locks has the claim alone
            raise RunError(f"cannot lock {path}: {error.strerror}") from error
        return False
    return True


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot write to {folder}: {error.strerror}") from error
