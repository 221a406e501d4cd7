"""A claim on a DST made, kept beating, and ended: what keeps runs apart where no lock is seen by all of them.

A claim of this machine is believed as long as its process lives, and on a disk of its own until the machine is started
again; any other one is watched, and is taken over when it does not beat. How the claims lie there, and why only one of
many newcomers wins, is told in `claims`.
"""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.store.claims import Claims, Seen
from vipsort.store.holder import Fate, Holder
from vipsort.store.share import on_share

_GLANCES = 60  # while a claim is watched


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two beats of a claim, and for how long one that does not beat is watched before it is dead.

    A beat is three small reads and a write: every 5 s they cost nothing. What another machine wrote is seen late:
    sshfs keeps what it knows of a file for 20 s, NFS for up to 60 s; and a share may stall for some seconds.
    """

    beat: float = 5
    watch: float = 90


class Claim:
    """A DST held by this process. Whoever holds it for long calls `beat` every `pace.beat` seconds.

    Who `has_lock` has the kernel's own: on a disk in this machine nobody else can be about to write a claim.
    """

    def __init__(self, dst: Path, claims: Claims, pace: Pace, *, has_lock: bool) -> None:
        self.pace = pace
        self._has_lock = has_lock
        self._dst = dst
        self._claims = claims
        self._holder = Holder.here()
        self._is_shared = on_share(dst)
        self._count = 0
        self._seen: Seen

    def take(self, tell: Callable[[str], None]) -> None:
        """Make the claim; this waits while another one is watched. Raises RunError where somebody holds DST."""
        watched, until = None, 0.0
        while True:
            seen = self._claims.look()
            fate = Fate.DEAD if seen.is_free else self._fate(seen)
            if fate is Fate.DEAD or (seen == watched and time.monotonic() >= until):
                if self._claims.make(seen, self._holder):
                    self._seen = seen
                    return
                watched = None  # somebody was quicker
            elif fate is Fate.LIVES or _has_beaten(watched, seen):
                raise held_by_another(self._dst, seen)
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

    def _fate(self, seen: Seen) -> Fate:
        if seen.holder:
            return seen.holder.fate(on_share=self._is_shared)
        return Fate.DEAD if self._has_lock and not self._is_shared else Fate.FAR  # a kill or a power cut left it empty


def held_by_another(dst: Path, seen: Seen) -> RunError:
    """What is told to whoever comes second."""
    return RunError(f"another run holds {dst}{_by(seen)}")


def _by(seen: Seen) -> str:
    return f": {seen.holder}" if seen.holder else ""


def _has_beaten(watched: Seen | None, seen: Seen) -> bool:
    return watched is not None and watched.number == seen.number and watched.data != seen.data


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
