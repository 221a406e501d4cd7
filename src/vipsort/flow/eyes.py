"""What tells that something in SRC has changed: the kernel's events on a disk of this machine, a clock elsewhere."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from anyio import CancelScope, CapacityLimiter, Event, create_task_group, move_on_after, sleep, to_thread
from anyio.lowlevel import checkpoint
from watchfiles import Change, awatch

from vipsort.flow.inotify import watches_are_left
from vipsort.store.folders import is_ours
from vipsort.store.share import on_share

_GLANCE = 5.0  # seconds between two looks whether SRC is still there
_PATIENCE = 10.0  # seconds for a share to say that it is there
_GATHERED, _STEP = 1_000, 250  # milliseconds: of events told together at most; between two looks for more

_NO_WATCHES = "the kernel has no watches left: sysctl fs.inotify.max_user_watches"

_Identity = tuple[int, int] | None


class Way(StrEnum):
    """How changes are found out."""

    EVENTS = "events"
    POLLING = "polling"


class Watched(Protocol):
    """Who is told."""

    def change(self) -> None:
        """Something has changed in SRC, or may have."""

    def see(self, way: Way) -> None:
        """SRC is there, and from now on its changes are found out in this way."""

    def lose(self) -> None:
        """SRC is not there any more."""

    def complain(self, words: str) -> None:
        """There are no events where there should be."""


class Eyes:
    """Watches one SRC, whatever comes and goes at its path. `glance` is seconds between two looks at the path."""

    def __init__(self, src: Path, watched: Watched, *, events: bool = True, glance: float = _GLANCE) -> None:
        self._src = src
        self._watched = watched
        self._events = events
        self._glance = min(glance, _GLANCE)
        self._own = CapacityLimiter(1)  # a look that hangs in a share keeps it
        self._seen: _Identity = None
        self._hears = False
        self._scope: CancelScope | None = None

    async def watch(self) -> None:
        """Until cancelled."""
        was_there = True
        while True:
            identity = await self._look()
            if identity:
                await self._watch(identity)
            if identity or was_there:
                self._watched.lose()
            was_there = identity is not None
            await sleep(self._glance)

    async def confirm(self) -> bool:
        """Whether SRC is still there at this moment; whoever is told `lose` is told so soon where it is not."""
        if self._scope and await self._look() == self._seen:
            return True
        if self._scope:
            self._scope.cancel()
        return False

    async def _watch(self, identity: _Identity) -> None:
        """As long as the same folder lies there."""
        self._seen = identity
        has_events = self._events and not await to_thread.run_sync(on_share, self._src)
        closed = Event()
        async with create_task_group() as together:
            self._scope = together.cancel_scope
            if has_events:
                together.start_soon(self._follow, closed)
                await checkpoint()  # its first step sets the watch up: what comes from now on is told
            else:
                self._watched.see(Way.POLLING)
            try:
                await self._until_it_is_another(identity)
            finally:
                closed.set()  # its thread hears of no cancellation
            together.cancel_scope.cancel()

    async def _until_it_is_another(self, identity: _Identity) -> None:
        while True:
            await sleep(self._glance)
            if await self._look() != identity:
                return
            if self._hears and not watches_are_left():  # that new folders are not watched, watchfiles keeps to itself
                self._poll(_NO_WATCHES)

    async def _follow(self, closed: Event) -> None:
        """Tell of events; where there can be none, a clock has to do."""
        try:
            events = awatch(
                self._src,
                watch_filter=_matters,
                debounce=_GATHERED,
                step=_STEP,
                stop_event=closed,
                ignore_permission_denied=False,  # else the first folder that is refused, for whatever reason, ends it
            )
            self._hears = True
            self._watched.see(Way.EVENTS)
            async for _changes in events:
                self._watched.change()
        except FileNotFoundError:
            return  # the next look tells
        except (OSError, RuntimeError) as error:
            self._poll(str(error))

    def _poll(self, why: str) -> None:
        """Events alone will not do, though some may come."""
        self._hears = False
        self._watched.complain(f"no events of {self._src} ({why}): looking through it now and then instead")
        self._watched.see(Way.POLLING)

    async def _look(self) -> _Identity:
        """What lies there; nothing where it does not say."""
        with move_on_after(_PATIENCE):
            return await to_thread.run_sync(_identity, self._src, limiter=self._own, abandon_on_cancel=True)
        return None


def _identity(src: Path) -> _Identity:
    """What lies there, told apart from anything else that may be mounted or made there."""
    try:
        there = src.stat()
    except OSError:
        return None
    return (there.st_dev, there.st_ino) if src.is_dir() else None


def _matters(change: Change, path: str) -> bool:
    """What left SRC gives nothing to do, nor does what a run with --move puts aside."""
    return change is not Change.deleted and not is_ours(os.path.basename(path))  # noqa: PTH119 - called for each event
