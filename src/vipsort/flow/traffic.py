"""The pictures on their way: admitted batch by batch, and sent off one by one, as soon as there is room for each."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from anyio import CancelScope, create_memory_object_stream, create_task_group
from anyio.abc import TaskGroup
from anyio.streams.memory import MemoryObjectSendStream

from vipsort.flow.admit import Admission
from vipsort.flow.budget import Holding
from vipsort.flow.company import Passenger
from vipsort.flow.doors import Doors
from vipsort.flow.journey import Journey
from vipsort.flow.tally import Tally
from vipsort.flow.walk import Rest, Walk
from vipsort.flow.workload import Workload
from vipsort.photo.model import Outcome
from vipsort.store.batch import Batch

Send = MemoryObjectSendStream[Sequence[Outcome]]
"""Where outcomes go, many at once."""

_AHEAD = 4  # folder batches that the walk may be ahead
_OVERHEAD = 64_000  # bytes that a picture on its way costs besides its file
_GIANT = 2_000_000  # bytes that a file costs which is not held whole


@dataclass(slots=True)
class Traffic:
    """Lets files in for as long as it is not stopped. Those bigger than `held_whole` bytes are not read into memory.

    `hold_back` is awaited before each batch is admitted, by whoever cannot be told at any pace.
    """

    admission: Admission
    doors: Doors
    journey: Journey
    tally: Tally
    workload: Workload
    held_whole: int
    hold_back: Callable[[], Awaitable[None]] | None = None
    is_stopped: bool = False
    _hands: CancelScope = field(default_factory=CancelScope)
    _tickets: Iterator[int] = field(default_factory=count)

    def let_go(self) -> None:
        """Let go of the pictures in hand."""
        self.is_stopped = True
        self.doors.reach.let_go()
        self._hands.cancel()

    async def work(self, walk: Walk, rest: Rest, send: Send) -> None:
        """Until the walk is over and everybody is through, or nobody else is let in. Raises RunError."""
        self.workload.position = self.tally.found  # by an engine before this one
        walked, batches = create_memory_object_stream[Batch](_AHEAD)
        with self._hands:
            async with create_task_group() as journeys, batches:
                journeys.start_soon(walk.work, walked, rest)
                async for batch in batches:
                    if self.hold_back:
                        await self.hold_back()
                    if self.is_stopped:
                        break
                    await self._admit(batch, journeys, send)

    async def _admit(self, batch: Batch, journeys: TaskGroup, send: Send) -> None:
        """Start the journeys of a batch, each as soon as there is room for its bytes."""
        settled: list[Outcome] = []
        changed = self.admission.changed(batch)
        self.tally.add_unchanged(len(batch) - len(changed), batch.size - changed.size)
        sorted_out = list(self.admission.sort_out(changed))
        self.workload.admit(len(batch), sorted_out)
        for passenger in sorted_out:
            if isinstance(passenger, Outcome):
                settled.append(passenger)
                continue
            size = passenger.source.size
            size = size if size <= self.held_whole else _GIANT
            held = await self.doors.bytes_held.take(size + _OVERHEAD)
            if self.is_stopped:
                held.shrink(0)
                break
            journeys.start_soon(self._travel, next(self._tickets), passenger, held, send)
        if settled:
            await send.send(settled)

    async def _travel(self, ticket: int, passenger: Passenger, held: Holding, send: Send) -> None:
        outcome = await self.journey.travel(ticket, passenger, held)
        self.workload.finish(passenger.source)
        await send.send([outcome])
