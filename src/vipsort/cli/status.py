"""A watch's status, told to whoever asks: a file in DST, and the service manager. Nobody waits for a stalled share."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, move_on_after, to_thread

from vipsort.cli.systemd import notify
from vipsort.show.watching import Standing, State
from vipsort.store.folders import STATE_FOLDER
from vipsort.store.status_file import StatusFile

_PATIENCE = 5.0  # seconds
_STATUS = "watch.json"


class Status:
    """Says once what keeps the file from being written; the watch goes on without it."""

    def __init__(self, path: Path | None, src: Path, dst: Path, say: Callable[[str], None]) -> None:
        self.standing = Standing(str(src), str(dst))
        self._usual = dst / STATE_FOLDER / _STATUS
        self._file = StatusFile(path or self._usual)
        self._left: tuple[StatusFile, ...] = ()
        self._told: tuple[State, Path] | None = None
        self._say = say
        self._said = ""
        self._writing = CapacityLimiter(1)  # a thread that hangs in a share keeps it

    @property
    def state(self) -> State:
        """What the watch is doing."""
        return self.standing.state

    @property
    def is_told(self) -> bool:
        """Whether nothing has changed since it was written; whether it could be changes nothing."""
        return self._told == (self.state, self._file.path)

    def move_to(self, path: Path | None) -> None:
        """Tell it in that file from the next writing on; the one of before goes."""
        file = StatusFile(path or self._usual)
        if file.path != self._file.path:
            self._left, self._file = (*self._left, self._file), file

    def turn_to(self, state: State) -> None:
        """It does something else now."""
        self.standing.state = state
        notify("STOPPING=1" if state is State.STOPPED else f"STATUS={state}")

    async def write(self) -> None:
        """Write the file anew."""
        self._told = (self.state, self._file.path)
        left, self._left = self._left, ()
        with move_on_after(_PATIENCE):
            write = partial(_write, self._file, self.standing, left)
            trouble = await to_thread.run_sync(write, limiter=self._writing, abandon_on_cancel=True)
            if trouble and trouble != self._said:
                self._say(trouble)
            self._said = trouble


def _write(file: StatusFile, standing: Standing, left: Iterable[StatusFile]) -> str:
    """What went wrong."""
    for before in left:
        before.leave()
    try:
        if other := file.held_by():
            return f"{file.path} is the status of another watch, {other}; --status FILE gives this one its own"
        file.write(standing.told())
    except FileNotFoundError:
        return ""  # the first batch makes DST: a mount point is not to be filled before
    except OSError as error:
        return f"the status cannot be written to {file.path}: {error.strerror}"
    return ""
