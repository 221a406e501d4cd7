"""A run is worked by an engine in a process of its own, which is started again when something kills it.

What is imported here stays in memory for as long as a run lasts: nothing but a few small modules.
"""

import os
import signal
import sys
import time

from vipsort.cli.exits import Exit
from vipsort.flow.slate import WIPE, Slate
from vipsort.photo.escape import shown

_STOPS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
_OTHERS_TO_LEAVE = {signal.SIGQUIT, signal.SIGPIPE, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2}
_VAIN = 3  # deaths in a row without any progress
_SECOND = 2  # the signal that means: now
_GRACE = 5.0  # seconds that the engine has to end when it is told to stop now; a stalled share may keep it for ever
_PARTING = 1.0  # seconds in which an engine that has said so has ended, where no share keeps it
_ECHO = 0.05  # seconds in which a signal that was sent to the whole group has reached the engine too
_FROM_THE_KERNEL = 0x80  # SI_KERNEL: the terminal sends its signals to the whole group
_MOST_NAMES = 3


class Supervisor:
    """Starts engines until one of them ends by itself."""

    def __init__(self, words: list[str]) -> None:
        self._command = [sys.executable, "-P", "-m", "vipsort.cli.engine", *words]
        self._slate = Slate.made()
        self._asked: list[int] = []
        self._deaths_in_vain = 0
        self._progress = (0, 0)
        # What was ignored when we were started (nohup, &) stays so.
        stops = {stop for stop in _STOPS if signal.getsignal(stop) is not signal.SIG_IGN}
        self._waited_for = stops | {signal.SIGCHLD}

    def work(self) -> int:
        """The exit code of the run."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, self._waited_for)
        environment = {**os.environ, **self._slate.variable()}
        while True:
            engine = os.posix_spawn(sys.executable, self._command, environment, setsigmask=before)
            code = self._await(engine)
            self._wipe()
            if self._asked and (code < 0 or code == Exit.AGAIN):
                return _STOPS[signal.Signals(self._asked[0])]
            if code >= 0 and code != Exit.AGAIN:
                return code
            if code < 0 and -code in {*_STOPS, *_OTHERS_TO_LEAVE}:
                return 128 - code
            if not self._goes_on(code):
                return 1

    def _await(self, engine: int) -> int:
        """How the engine ended; what asks us to stop is passed on meanwhile."""
        code: int = -signal.SIGKILL
        deadline: float | None = None
        while deadline is None or time.monotonic() < deadline:
            patience = 3600.0 if deadline is None else max(0.0, deadline - time.monotonic())
            received = signal.sigtimedwait(self._waited_for, patience)
            if received is None:
                continue
            if received.si_signo != signal.SIGCHLD:
                self._pass_on(engine, received)
                if len(self._asked) == _SECOND:
                    deadline = time.monotonic() + _GRACE
                continue
            pid, status = os.waitpid(engine, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            left = self._slate.left()
            if left is not None:
                code, deadline = left, time.monotonic() + _PARTING
        os.kill(engine, signal.SIGKILL)  # and if even that waits for a share, nobody waits for it
        return code

    def _wipe(self) -> None:
        """Clear what an engine has drawn that could not do so any more."""
        if self._slate.is_drawn:
            self._slate.is_drawn = False
            _write(WIPE)

    def _pass_on(self, engine: int, received: signal.struct_siginfo) -> None:
        """Let the engine hear a signal, once: it may have been sent to both of us."""
        self._asked.append(received.si_signo)
        if received.si_code == _FROM_THE_KERNEL:
            return
        time.sleep(_ECHO)
        if self._slate.heard < len(self._asked):
            os.kill(engine, received.si_signo)

    def _goes_on(self, code: int) -> bool:
        """Say what happened, and whether another engine is worth it."""
        cause = "--timeout" if code == Exit.AGAIN else signal.Signals(-code).name
        accused = [] if code == Exit.AGAIN else self._slate.hands.accuse()
        self._slate.hands.let_go()
        self._slate.after = cause
        progress = (self._slate.told_so_far, self._slate.hands.suspected)
        self._deaths_in_vain = 1 + (self._deaths_in_vain if progress == self._progress else 0)
        self._progress = progress
        if self._deaths_in_vain == _VAIN:
            _say(
                f"the engine was ended by {cause} three times without progress;"
                " what is done is safe, run it again to go on"
            )
            return False
        what = "a picture passed its --timeout" if code == Exit.AGAIN else f"ended by {cause}{_in_hand(accused)}"
        _say(f"{what}; starting again")
        return True


def _in_hand(names: list[str]) -> str:
    if not names:
        return ""
    told = [shown(name) for name in names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        told.append(f"{len(names) - _MOST_NAMES} more")
    return f" with {' and '.join(filter(None, [', '.join(told[:-1]), told[-1]]))} in hand"


def _say(words: str) -> None:
    _write(f"vipsort: {words}\n")


def _write(text: str) -> None:
    try:
        os.write(2, text.encode())
    except OSError:
        return  # nobody listens, which changes nothing
