"""SRC and DST at arm's length: shares hiccup, stall and vanish, and neither the loop nor the exit waits for them."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from anyio import CancelScope, Event, create_task_group, current_time, fail_after

from vipsort.flow import diary
from vipsort.flow.budget import Budget
from vipsort.flow.pulse import Pulse
from vipsort.flow.settings import Limits
from vipsort.flow.threads import Threads
from vipsort.photo.errors import PictureError, RunError, Unreadable
from vipsort.store.faults import PassingFault
from vipsort.store.root import Root
from vipsort.store.tries import tries

PATIENCE = 60.0
"""Seconds that one call may take besides its bytes: a disk that wakes up takes 10, a share that fails over 30."""

SLOWEST = 50_000
"""Bytes a second of the slowest line that is waited for, a far NAS behind a modem."""

_TIMES = 2  # a disk that wakes up for a write is no reason to stop the run
_CHECKING = 10.0  # seconds for a share to say that it is there

Answer = TypeVar("Answer")


class _StalledError(Exception):
    """A call did not answer in time; its thread was left behind."""


class Reach:
    """Calls SRC and DST in threads, at most `limits.io` at once; tries again, and leaves behind what stalls."""

    def __init__(self, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._hands = Budget(limits.io)
        self._most_stalled = limits.io
        self._attempts = limits.retries + 1
        self._timeout = limits.timeout
        self._threads = Threads()
        self._scopes: set[CancelScope] = set()
        self.lost = Event()
        """Set when a share that does not answer ends the run; `why` says which one."""
        self.why = ""

    @property
    def stalled(self) -> int:
        """Threads that were left behind and have not come back: they would keep the process from its end."""
        return self._threads.stalled

    @property
    def keeps_threads(self) -> bool:
        """Whether a thread may hang for ever, here or in the journal: the process must not wait for its threads."""
        return self.lost.is_set() or self.stalled > 0

    async def read(self, src: Root, work: Callable[[], Answer], size: int) -> Answer:
        """Read a file of about `size` bytes. Raises Unreadable, or RunError where SRC is gone."""
        try:
            return await self._persist(src, work, size)
        except _StalledError as error:
            await self.check(src)
            raise Unreadable("reading it stalled") from error

    async def write(self, dst: Root, work: Callable[[], Answer], size: int = 0) -> Answer:
        """Write about `size` bytes, to the end if the run ends. Raises Unplaceable, or RunError where DST is gone."""
        try:
            return await self._persist(dst, work, size, shield=True)
        except _StalledError as error:
            raise self._silent(dst) from error

    async def walk(self, src: Root, work: Callable[[], Answer], pulse: Pulse) -> Answer:
        """List a folder, for as long as its pulse is felt. Raises RunError."""
        pulse.beat()
        patience = self._allowed(0)
        with CancelScope() as scope:
            async with create_task_group() as beside:
                beside.start_soon(pulse.prolong, scope, patience)
                try:
                    return await self._threads.run(work)
                finally:
                    beside.cancel_scope.cancel()
        raise self._silent(src)  # the scope's deadline has passed

    async def look(self, work: Callable[[], Answer]) -> Answer:
        """Do what nobody has to wait for; its thread is left behind when this is cancelled."""
        return await self._threads.run(work)

    async def check(self, root: Root) -> None:
        """Raise RunError where a root is gone, where it does not say, or where too much of it stalls."""
        if self.stalled > self._most_stalled:
            raise self._silent(root)
        try:
            with fail_after(min(_CHECKING, self._timeout or _CHECKING)):
                await self._threads.run(root.check)
        except TimeoutError as error:
            raise self._silent(root) from error

    @contextmanager
    def answering(self, root: Root) -> Iterator[None]:
        """Wait for what is done inside no longer than a small call may take. Raises RunError."""
        try:
            with fail_after(self._allowed(0)):
                yield
        except TimeoutError as error:
            raise self._silent(root) from error

    def let_go(self) -> None:
        """Wait for no write any more: the process is about to end."""
        for scope in self._scopes:
            scope.shield = False

    async def _persist(self, root: Root, work: Callable[[], Answer], size: int, *, shield: bool = False) -> Answer:
        """Try until it works, or no other try is worth it or left; then see whether `root` is there."""
        seconds = self._allowed(size, of_a_picture=not shield)
        try:
            try:
                return await self._once(seconds, work, shield=shield)
            except PassingFault as fault:
                first = fault  # most calls never meet one: the apparatus of tries costs as much as the call
            async for attempt in tries(PassingFault, self._attempts):
                with attempt:
                    if attempt.num == 1:
                        raise first
                    diary.try_again(f"{root.word} {root.path}", first, attempt.num)
                    return await self._once(seconds, work, shield=shield)
        except PictureError:
            await self.check(root)
            raise
        raise AssertionError  # the last attempt returns or raises

    async def _once(self, seconds: float, work: Callable[[], Answer], *, shield: bool) -> Answer:
        async with self._hands.hold(1):
            with CancelScope(deadline=current_time() + seconds, shield=shield) as scope:
                self._scopes.add(scope)
                try:
                    return await self._threads.run(work)
                finally:
                    self._scopes.discard(scope)
            raise _StalledError

    def _allowed(self, size: int, *, of_a_picture: bool = False) -> float:
        """Seconds for a call: what stops only its picture is held to --timeout, what stops the run to twice that."""
        share = 1 if of_a_picture else _TIMES
        return min(PATIENCE + size / SLOWEST, share * (self._timeout or math.inf))

    def _silent(self, root: Root) -> RunError:
        self.why = f"{root.word} {root.path} does not answer"
        self.lost.set()
        diary.miss(self.why)
        return RunError(self.why)
