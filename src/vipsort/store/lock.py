"""One run at a time in a DST: the system's lock where there is one, and a claim that other machines can see.

The lock (flock) is the kernel's: it ends with its holder however that ends, but many shares keep it to one machine or
do not have it. The claim (`claims`) works wherever a file can be made, but outlives a holder that was killed. A claim
of this machine is believed as long as its process lives; any other one is watched, and is taken over when it does not
beat.
"""

import errno
import fcntl
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.photo.escape import shown
from vipsort.store.claims import Claims, Seen
from vipsort.store.holder import Fate, Holder

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}
_HELD = {errno.EAGAIN, errno.EACCES}
_GLANCES = 60  # while a claim is watched
_PARTING = 5  # seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two beats of a claim, and for how long one that does not beat is watched before it is dead.

    A beat is three small reads and a write: every 5 s they cost nothing. What another machine wrote is seen late:
    sshfs keeps what it knows of a file for 20 s, NFS for up to 60 s; and a share may stall for some seconds.
    """

    beat: float = 5
    watch: float = 90


class Claim:
    """A DST held by this process. Whoever holds it for long calls `beat` every `pace.beat` seconds."""

    def __init__(self, dst: Path, claims: Claims, pace: Pace) -> None:
        self.pace = pace
        self._dst = dst
        self._claims = claims
        self._holder = Holder.here()
        self._count = 0
        self._seen: Seen

    def take(self, tell: Callable[[str], None]) -> None:
        """Make the claim; this waits while another one is watched. Raises RunError where somebody holds DST."""
        watched, until = None, 0.0
        while True:
            seen = self._claims.look()
            fate = Fate.DEAD if seen.is_free else _fate(seen)
            if fate is Fate.DEAD or (seen == watched and time.monotonic() >= until):
                if self._claims.make(seen, self._holder):
                    self._seen = seen
                    return
                watched = None  # somebody was quicker
            elif fate is Fate.LIVES or _has_beaten(watched, seen):
                raise _held(self._dst, seen)
            elif seen != watched:
                watched, until = seen, time.monotonic() + self.pace.watch
                tell(f"{seen.holder or 'another run'} held {self._dst}: watching {self.pace.watch:g} s for its beat")
            _pause(self.pace.watch / _GLANCES)

    def beat(self) -> None:
        """Show that this process lives. Raises RunError where DST is somebody else's by now.

        A share that does not answer is passed over: whoever works on it meets the same error, and knows what to do.
        """
        try:
            if not self._claims.stands(self._seen, self._holder):
                raise RunError(f"{self._dst} was taken over while this run did not answer{_by(self._claims.look())}")
            self._count += 1
            self._claims.beat(self._seen, self._holder, self._count)
        except OSError:
            return

    def release(self) -> None:
        """End the claim if it is still ours. One that cannot be ended now is found dead later."""
        with suppress(OSError):
            if self._claims.stands(self._seen, self._holder):
                self._claims.end(self._seen)


def _to_stderr(text: str) -> None:
    sys.stderr.write(f"{shown(text)}\n")


_PACE = Pace()


@contextmanager
def locked(path: Path, pace: Pace = _PACE, tell: Callable[[str], None] = _to_stderr) -> Iterator[Claim]:
    """Hold the DST of a lock file. Raises RunError where another run does, or where nothing can be written."""
    dst = path.parent.parent
    claims = Claims(path)
    with ExitStack() as held:
        with _writing(path.parent):
            file = held.enter_context(path.open("ab"))
            if not _flocked(file.fileno(), path):
                raise _held(dst, claims.look())
            claim = Claim(dst, claims, pace)
            claim.take(tell)
        held.callback(claim.release)
        kept = held.pop_all()
    try:
        yield claim
    finally:  # closing a file of a share that is stalled can hang, and is not to hold up whoever ends
        parting = threading.Thread(target=kept.close, daemon=True)
        parting.start()
        parting.join(_PARTING)


def _flocked(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno not in _NO_LOCKS:  # a share without locks has the claim alone
            raise RunError(f"cannot lock {path}: {error.strerror}") from error
    return True


def _has_beaten(watched: Seen | None, seen: Seen) -> bool:
    return watched is not None and watched.number == seen.number and watched.data != seen.data


def _fate(seen: Seen) -> Fate:
    return seen.holder.fate() if seen.holder else Fate.FAR


def _held(dst: Path, seen: Seen) -> RunError:
    return RunError(f"another run holds {dst}{_by(seen)}")


def _by(seen: Seen) -> str:
    return f": {seen.holder}" if seen.holder else ""


def _pause(seconds: float) -> None:
    """Sleep, and let Ctrl-C end it: an event loop would only take note of it."""
    if threading.current_thread() is not threading.main_thread():
        time.sleep(seconds)
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        time.sleep(seconds)
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot write to {folder}: {error.strerror}") from error
