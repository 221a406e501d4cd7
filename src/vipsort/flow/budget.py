"""A fixed amount of something, held for a while: who asks first is served first."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio


@dataclass(frozen=True, slots=True)
class BudgetStatistics:
    """A budget at a moment: its total, what is held, the most that ever was, and how many wait."""

    total: int
    held: int
    peak: int
    waiting: int


@dataclass(slots=True)
class Holding:
    """A held share of a budget, which can be made smaller before it is given back."""

    budget: "Budget"
    amount: int

    def shrink(self, amount: int) -> None:
        """Give back what is held above `amount`."""
        if amount < self.amount:
            self.budget.give_back(self.amount - amount)
            self.amount = amount

    def become(self, amount: int) -> None:
        """Hold this much from now on, be there room or not: it is there already, and who comes later waits."""
        self.budget.exchange(self.amount, amount)
        self.amount = amount


class Budget:
    """Holds at most `total`. What asks for more than that is served alone, so that nothing waits for ever."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._held = 0
        self._peak = 0
        self._waiting: deque[tuple[int, anyio.Event]] = deque()

    async def take(self, amount: int) -> Holding:
        """Wait for one's turn and for room, and hold `amount`."""
        if self._waiting or not self._has_room(amount):
            await self._wait(amount)
        else:
            self._hold(amount)
        return Holding(self, amount)

    @asynccontextmanager
    async def hold(self, amount: int) -> AsyncIterator[Holding]:
        """Hold `amount` inside the block."""
        holding = await self.take(amount)
        try:
            yield holding
        finally:
            holding.shrink(0)

    def give_back(self, amount: int) -> None:
        """Give back what was held, and serve who waits."""
        self._held -= amount
        self._serve()

    def exchange(self, old: int, new: int) -> None:
        """Hold another amount in place of one that is held, and serve who waits if that makes room."""
        self._held -= old
        self._hold(new)
        self._serve()

    def statistics(self) -> BudgetStatistics:
        """What is held now."""
        return BudgetStatistics(self._total, self._held, self._peak, len(self._waiting))

    async def _wait(self, amount: int) -> None:
        waiter = (amount, anyio.Event())
        self._waiting.append(waiter)
        try:
            await waiter[1].wait()
        except BaseException:
            if waiter[1].is_set():
                self._held -= amount
            else:
                self._waiting.remove(waiter)
            self._serve()
            raise

    def _serve(self) -> None:
        while self._waiting and self._has_room(self._waiting[0][0]):
            amount, served = self._waiting.popleft()
            self._hold(amount)
            served.set()

    def _has_room(self, amount: int) -> bool:
        return self._held == 0 or self._held + amount <= self._total

    def _hold(self, amount: int) -> None:
        self._held += amount
        self._peak = max(self._peak, self._held)
