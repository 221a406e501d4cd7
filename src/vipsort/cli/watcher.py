"""A watch that goes on until it is told to end: wakes, batches, troubles and signals.

It holds no picture and no library that does: each batch is a process of its own, and gives its memory back by ending.
"""

import math

import anyio
from anyio import Event, create_task_group, current_time, move_on_after

from vipsort.cli.bulletin import Bulletin
from vipsort.cli.calls import Calls
from vipsort.cli.exits import Exit
from vipsort.cli.orders import Asked, Orders
from vipsort.cli.status import Status
from vipsort.cli.systemd import notify, show_life
from vipsort.cli.turn import Taking, Turn
from vipsort.flow.eyes import Eyes, Way
from vipsort.flow.rhythm import Ended, Rhythm
from vipsort.photo.errors import UsageError
from vipsort.show.watching import State, batch_line, did_something


class Watcher:
    """One watch. `change`, `see`, `lose` and `complain` are what its eyes tell it."""

    def __init__(self, asked: Asked, orders: Orders) -> None:
        self._asked = asked
        self._orders = orders
        self._rhythm = Rhythm(orders.settle)
        self._bulletin = Bulletin()
        self._status = Status(orders.status, asked.src, asked.dst, self._bulletin.say)
        self._eyes = Eyes(asked.src, self, glance=orders.poll)
        self._woken = Event()
        self._is_there = False
        self._taking: Taking | None = None
        self._calls = Calls(self._stop, self._read_again)

    def keep_watching(self) -> int:
        """Watch, and return the exit code."""
        anyio.run(self._work)
        if self._calls.are_for_the_end:
            return self._calls.code
        self._bulletin.say(self._bulletin.unheard)
        return Exit.STOPPED

    def change(self) -> None:
        """Something has come."""
        self._rhythm.change(current_time())
        self._woken.set()

    def see(self, way: Way) -> None:
        """SRC is there."""
        if self._status.state is State.GONE:
            self._bulletin.say(f"SRC {self._asked.src} is back")
        self._is_there = True
        self._status.standing.way = way.value
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
            await together.start(self._calls.listen)
            together.start_soon(self._eyes.watch)
            together.start_soon(show_life)
            while not self._calls.are_for_the_end and not self._bulletin.unheard:
                await self._status.write()
                if await self._is_due():
                    await self._batch()
            self._status.turn_to(State.STOPPED)
            await self._status.write()
            together.cancel_scope.cancel()

    async def _is_due(self) -> bool:
        """Wait for the moment of the next batch, or for something else that somebody should know."""
        while not self._calls.are_for_the_end and self._status.is_told:
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
        self._status.turn_to(State.WORKING)
        await self._status.write()
        if self._calls.are_for_the_end:
            return
        self._taking = Taking(self._bulletin.hear_news, self._bulletin.hear_trouble)
        turn = await self._taking.take(self._orders.words)
        self._taking = None
        if self._orders.aloud and turn.summary:
            self._bulletin.hear_news(batch_line(turn.summary).encode())
        if turn.went_well or not self._calls.are_for_the_end:  # else it was asked to
            self._take_in(turn)

    def _take_in(self, turn: Turn) -> None:
        """What a batch tells of itself."""
        told = turn.summary
        self._bulletin.end(turn)
        self._status.standing.add(turn.code, told, self._bulletin.trouble)
        waiting, scan_seconds = told.get("waiting", 0), told.get("scan_seconds", 0.0)
        news, failed = did_something(told), not turn.went_well
        self._rhythm.end(Ended(current_time(), waiting, scan_seconds, news=news, failed=failed))
        self._turn_to(self._state_after(turn))

    def _state_after(self, turn: Turn) -> State:
        if not self._is_there:
            return State.GONE
        if turn.went_well:
            return State.WATCHING
        return State.WAITING if self._bulletin.is_held else State.TROUBLED

    def _turn_to(self, state: State) -> None:
        """What is going on changes; while a batch goes on, that is what counts."""
        self._status.turn_to(State.WORKING if self._taking else state)
        self._woken.set()

    def _stop(self, number: int) -> None:
        """The batch in hand hears each signal: the first lets it finish its pictures, the second does not."""
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
        self._status.move_to(self._orders.status)
        self._rhythm.settle = self._orders.settle
        if self._rhythm.poll:
            self._rhythm.poll = self._orders.poll
        self._rhythm.urge()
        self._woken.set()
