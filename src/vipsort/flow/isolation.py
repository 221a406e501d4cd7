"""Where a picture's bytes are worked on: in a thread, marked as in hand; alone in another process where one died of it.

A suspect is what an engine had in hand when it died, or what passed its time and could not be stopped.
"""

from collections.abc import Callable
from functools import partial
from math import inf
from typing import TYPE_CHECKING, BinaryIO

from anyio import CapacityLimiter, Event, Lock, fail_after, sleep_forever, to_thread

from vipsort.flow import diary
from vipsort.flow.in_hand import InHand
from vipsort.flow.machine import memory_left
from vipsort.flow.slate import Slate
from vipsort.photo.errors import Unfit
from vipsort.photo.formats import Format
from vipsort.photo.model import Rendered, Source
from vipsort.pixels.job import Job
from vipsort.pixels.look import Look, Looked

if TYPE_CHECKING:
    from vipsort.pixels.exchange import Answer

_SECONDS = 600.0  # that a suspect may take where no --timeout says so
_LOOKING = 256_000_000  # bytes for a header and its metadata
_SPARE = 256_000_000  # bytes; twice the price and this are more than any sound picture takes
_ROOM = 2


class Isolation:
    """Works on pictures within their time, of which a run has `timeout` seconds for each."""

    def __init__(self, slate: Slate, timeout: float | None, cores: CapacityLimiter, in_hand: InHand) -> None:
        self._slate = slate
        self._timeout = timeout
        self._cores = cores
        self._in_hand = in_hand
        self._threads = CapacityLimiter(inf)  # a core is held already
        self._alone = Lock()
        self.stuck = Event()

    def is_suspect(self, source: Source) -> bool:
        """Whether it is only to be decoded in another process."""
        return self._slate.hands.is_suspect(source.name)

    async def look(self, data: bytes | BinaryIO, format_: Format) -> Looked:
        """Look into a suspect. Raises Undecodable, Unfit."""
        answer = await self._tried(Look(format_), data, _LOOKING)
        return answer.looked or Looked()

    async def compute(self, source: Source, job: Job, data: bytes | BinaryIO) -> Rendered | None:
        """New bytes, or None where the original is what is placed. Raises Undecodable, Unfit."""
        if self.is_suspect(source):
            return (await self._tried(job, data, _ROOM * job.cost + _SPARE)).rendered
        async with self._cores:
            return await self._in_a_thread(source, partial(job.do, data))

    async def _in_a_thread(self, source: Source, compute: Callable[[], Rendered | None]) -> Rendered | None:
        marked = partial(self._marked, source, compute)
        try:
            with fail_after(self._timeout):
                return await to_thread.run_sync(marked, limiter=self._threads, abandon_on_cancel=True)
        except TimeoutError as error:
            diary.suspect(source.name, f"took longer than {self._timeout:g} seconds")
            if not self._slate.supervisor:
                raise Unfit(f"took longer than {self._timeout:g} seconds") from error
        # A thread deep in a codec cannot be stopped, only its process can: the next engine tries this one alone.
        self._slate.hands.suspect(source.name)
        self.stuck.set()
        await sleep_forever()
        raise AssertionError

    def _marked(self, source: Source, compute: Callable[[], Rendered | None]) -> Rendered | None:
        with self._slate.hands.hold(source.name):
            return self._in_hand.timed(source.name, compute)

    async def _tried(self, work: Job | Look, data: bytes | BinaryIO, memory: int) -> "Answer":
        """What another process makes of it, while no other suspect is tried."""
        from vipsort.flow.trial import tried  # noqa: PLC0415 - most runs have no suspect
        from vipsort.pixels.exchange import Request  # noqa: PLC0415

        async with self._alone, self._cores:
            most = min(memory, memory_left())
            return await tried(Request(work, isinstance(data, bytes), most, self._timeout or _SECONDS), data)
