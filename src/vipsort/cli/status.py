"""A watch's status file, written where it is to lie, without anybody waiting for a share that does not answer."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, move_on_after, to_thread

from vipsort.show.watching import Standing
from vipsort.store.folders import STATE_FOLDER
from vipsort.store.status_file import StatusFile

_PATIENCE = 5.0  # seconds
_STATUS = "watch.json"


class Status:
    """Says once what keeps it from being written; the watch goes on without it."""

    def __init__(self, path: Path | None, dst: Path, say: Callable[[str], None]) -> None:
        self._file = StatusFile(path or dst / STATE_FOLDER / _STATUS)
        self._say = say
        self._said = ""
        self._writing = CapacityLimiter(1)  # a thread that hangs in a share keeps it

    async def tell(self, standing: Standing) -> None:
        """Write it anew."""
        with move_on_after(_PATIENCE):
            write = partial(self._write, standing)
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
