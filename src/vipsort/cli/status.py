"""A watch's status, told to whoever asks: a file in DST, and the service manager. Nobody waits for a stalled share."""

from collections.abc import Callable
from contextlib import suppress
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
        self._file = StatusFile(path or dst / STATE_FOLDER / _STATUS)
        self._say = say
        self._said = ""
        self._writing = CapacityLimiter(1)  # a thread that hangs in a share keeps it

    @property
    def state(self) -> State:
        """What the watch is doing."""
        return self.standing.state

    def turn_to(self, state: State) -> None:
        """It does something else now."""
        self.standing.state = state
        notify("STOPPING=1" if state is State.STOPPED else f"STATUS={state}")

    async def write(self) -> None:
        """Write the file anew."""
        with move_on_after(_PATIENCE):
            write = partial(self._write, self.standing)
            trouble = await to_thread.run_sync(write, limiter=self._writing, abandon_on_cancel=True)
            if trouble and trouble != self._said:
                self._say(trouble)
            self._said = trouble

    def _write(self, standing: Standing) -> str:
        """What went wrong."""
        file = self._file
        with suppress(FileNotFoundError):  # the first batch makes DST: a mount point is not to be filled before
            try:
                if other := file.held_by():
                    return f"{file.path} is the status of another watch, {other}; --status FILE gives this one its own"
                file.write(standing.told())
            except FileNotFoundError:
                raise
            except OSError as error:
                return f"the status cannot be written to {file.path}: {error.strerror}"
        return ""
