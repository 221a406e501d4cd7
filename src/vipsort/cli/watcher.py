"""A watch that goes on until it is told to end: wakes, batches, troubles and signals.

It holds no picture and no library that does: each batch is a process of its own, and gives its memory back by ending.
"""

import math
import os
import signal

import anyio
from anyio import Event, create_task_group, current_time, move_on_after, open_signal_receiver, sleep
from anyio.abc import TaskStatus

from vipsort.cli.bulletin import Bulletin
from vipsort.cli.orders import Asked, Orders
from vipsort.cli.status import Status
from vipsort.cli.systemd import notify, watchdog_seconds
from vipsort.cli.turn import Taking, Turn
from vipsort.flow.eyes import Eyes, Way
from vipsort.flow.rhythm import Ended, Rhythm
from vipsort.photo.errors import RunError, UsageError
from vipsort.show.watching import Standing, State, batch_line, did_something

_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


class Watcher:
    """One watch. `change`, `see`, `lose` and `complain` are what its eyes tell it."""

    def __init__(self, asked: Asked, orders: Orders) -> None:
        self._asked = asked
        self._orders = orders
        self._rhythm = Rhythm(orders.settle)
        self._standing = Standing(str(asked.src), str(asked.dst))
        self._bulletin = Bulletin()
        self._status = Status(orders.status, asked.dst, self._bulletin.say)
        self._eyes = Eyes(asked.src, self, glance=orders.poll)
        self._woken = Event()
        self._is_there = False
        self._taking: Taking | None = None
        self._stops: list[int] = []
        self._at_terminal = os.isatty(2)

    def keep_watching(self) -> int:
        """Watch, and return the exit code. Raises RunError where nobody reads stdout any more."""
        trouble: RunError | None = None
        try:
            anyio.run(self._work)
        except* RunError as group:
            trouble = _first(group)
        if trouble:
            raise trouble
        return _CODES[signal.Signals(self._stops[0])]

    def change(self) -> None:
        """Something has come."""
        self._rhythm.change(current_time())
        self._woken.set()

    def see(self, way: Way) -> None:
        """SRC is there."""
        if self._standing.state is State.GONE:
            self._bulletin.say(f"SRC {self._asked.src} is back")
        self._is_there = True
        self._standing.way = way.value
        self._rhythm.poll = self._orders.poll if way is Way.POLLING else None
        self._rhythm.urge()
        self._turn_to(State.WATCHING)
        notify("READY=1")

    def lose(self) -> None:
        """SRC is not there."""
        self._is_there = False
        self._bulletin.say(f"SRC {self._asked.src} is gone: waiting until it is back")
        self._turn_to(State.GONE)

    def complain(self, words: str) -> None:
        """Changes cannot be told of."""
        self._bulletin.say(words)

    async def _work(self) -> None:
        async with create_task_group() as together:
            await together.start(self._listen)
            together.start_soon(self._eyes.watch)
            together.start_soon(_beat)
            while not self._stops:
                await self._status.tell(self._standing)
                if await self._is_due():
                    await self._batch()
            notify("STOPPING=1")
            self._standing.state = State.STOPPED
            await self._status.tell(self._standing)
            together.cancel_scope.cancel()

    async def _is_due(self) -> bool:
        """Wait for the moment of the next batch, or for something else that somebody should know."""
        state = self._standing.state
        while not self._stops and self._standing.state is state:
            self._woken = Event()
            left = self._rhythm.due - current_time() if self._is_there else math.inf
            if left <= 0:
                return True
            with move_on_after(left):
                await self._woken.wait()
        return False

    async def _batch(self) -> None:
        """One batch, from its start to its end."""
        self._is_there = await self._eyes.confirm()
        if not self._is_there:
            return  # which is told in a moment
        self._rhythm.begin()
        self._standing.state = State.WORKING
        await self._status.tell(self._standing)
        self._taking = Taking(self._bulletin.hear_news, self._bulletin.hear_trouble)
        turn = await self._taking.take(self._orders.words)
        self._taking = None
        told = turn.summary
        if self._orders.aloud and told:
            self._bulletin.hear_news(batch_line(told).encode())
        if self._stops and not turn.went_well:
            return  # it was asked to
        self._bulletin.end(turn)
        self._standing.add(turn.code, told, self._bulletin.trouble)
        self._rhythm.end(
            Ended(
                current_time(),
                waiting=told.get("waiting", 0),
                scan_seconds=told.get("scan_seconds", 0.0),
                news=did_something(told),
                failed=not turn.went_well,
            )
        )
        self._turn_to(self._state_after(turn))

    def _state_after(self, turn: Turn) -> State:
        if not self._is_there:
            return State.GONE
        if turn.went_well:
            return State.WATCHING
        return State.WAITING if self._bulletin.is_held else State.TROUBLED

    def _turn_to(self, state: State) -> None:
        """What is going on changes; while a batch goes on, that is what counts."""
        self._standing.state = State.WORKING if self._taking else state
        notify(f"STATUS={self._standing.state}")
        self._woken.set()

    async def _listen(self, *, task_status: TaskStatus[None]) -> None:
        with open_signal_receiver(*_CODES) as signals:
            task_status.started()
            async for number in signals:
                if number is signal.SIGHUP and not (self._at_terminal and not os.isatty(2)):
                    self._read_again()
                else:  # or the terminal is gone
                    self._stop(number)

    def _stop(self, number: int) -> None:
        """The batch in hand hears each signal: the first lets it finish its pictures, the second does not."""
        self._stops.append(number)
        self._woken.set()
        if self._taking:
            self._taking.signal(number)

    def _read_again(self) -> None:
        try:
            self._orders = self._asked.read()
        except UsageError as error:
            self._bulletin.say(f"{error}; the options of before stay")
            return
        self._bulletin.say("the options were read again")
        self._rhythm.settle = self._orders.settle
        if self._rhythm.poll:
            self._rhythm.poll = self._orders.poll
        self._rhythm.urge()
        self._woken.set()


async def _beat() -> None:
    """Show a service manager that asks for it that the loop goes round."""
    seconds = watchdog_seconds()
    while seconds:
        notify("WATCHDOG=1")
        await sleep(seconds / 2)


def _first(group: ExceptionGroup[RunError]) -> RunError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, ExceptionGroup) else error
