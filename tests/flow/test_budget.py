"""A fixed amount of something, held for a while."""

from random import Random

import anyio
import pytest
from anyio import CancelScope, Event, create_task_group, wait_all_tasks_blocked
from anyio.abc import TaskGroup
from anyio.lowlevel import checkpoint
from hypothesis import given, settings
from hypothesis import strategies as st

from vipsort.flow.budget import Budget, BudgetStatistics

pytestmark = pytest.mark.anyio


class Guest:
    """Holds an amount until it is told to go."""

    def __init__(self, tasks: TaskGroup, budget: Budget, amount: int) -> None:
        self.entered = False
        self.go = Event()
        self.scope = CancelScope()
        tasks.start_soon(self._visit, budget, amount)

    async def _visit(self, budget: Budget, amount: int) -> None:
        with self.scope:
            async with budget.hold(amount):
                self.entered = True
                await self.go.wait()


async def inside(*guests: Guest) -> list[bool]:
    """Who holds something, once nobody can do more."""
    await wait_all_tasks_blocked()
    return [guest.entered for guest in guests]


async def test_what_is_held_is_given_back_at_the_end() -> None:
    budget = Budget(10)
    async with budget.hold(4), budget.hold(6):
        assert budget.statistics() == BudgetStatistics(total=10, held=10, peak=10, waiting=0)
    assert budget.statistics() == BudgetStatistics(total=10, held=0, peak=10, waiting=0)


async def test_what_is_held_is_given_back_after_an_error() -> None:
    budget = Budget(10)
    with pytest.raises(KeyError):
        async with budget.hold(4):
            raise KeyError
    assert budget.statistics().held == 0


async def test_who_has_no_room_waits_for_it() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        first, second = Guest(tasks, budget, 7), Guest(tasks, budget, 4)
        assert await inside(first, second) == [True, False]
        assert budget.statistics().waiting == 1
        first.go.set()
        assert await inside(first, second) == [True, True]
        second.go.set()
    assert budget.statistics() == BudgetStatistics(total=10, held=0, peak=7, waiting=0)


async def test_who_asks_first_is_served_first_though_others_would_fit() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        first, big, small = (Guest(tasks, budget, amount) for amount in (5, 8, 1))
        assert await inside(first, big, small) == [True, False, False]
        first.go.set()
        assert await inside(first, big, small) == [True, True, True]
        big.go.set()
        small.go.set()


async def test_what_is_more_than_the_whole_is_held_alone() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        before, giant, after = (Guest(tasks, budget, amount) for amount in (1, 25, 1))
        assert await inside(before, giant, after) == [True, False, False]
        before.go.set()
        assert await inside(giant, after) == [True, False]
        giant.go.set()
        assert await inside(after) == [True]
        after.go.set()
    assert budget.statistics() == BudgetStatistics(total=10, held=0, peak=25, waiting=0)


async def test_nothing_can_always_be_held() -> None:
    budget = Budget(0)
    async with budget.hold(0), budget.hold(0):
        assert budget.statistics().held == 0


async def test_who_stops_waiting_lets_the_next_one_in() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        first, big, small = (Guest(tasks, budget, amount) for amount in (5, 8, 5))
        assert await inside(first, big, small) == [True, False, False]
        big.scope.cancel()
        assert await inside(first, big, small) == [True, False, True]
        first.go.set()
        small.go.set()
    assert budget.statistics() == BudgetStatistics(total=10, held=0, peak=10, waiting=0)


async def test_who_is_served_and_cancelled_at_once_gives_back() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        holding = await budget.take(10)
        second, third = Guest(tasks, budget, 8), Guest(tasks, budget, 8)
        assert await inside(second, third) == [False, False]
        second.scope.cancel()
        holding.shrink(0)
        assert await inside(second, third) == [False, True]
        third.go.set()
    assert budget.statistics() == BudgetStatistics(total=10, held=0, peak=10, waiting=0)


async def test_who_holds_and_is_cancelled_gives_back() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        first, second = Guest(tasks, budget, 10), Guest(tasks, budget, 10)
        assert await inside(first, second) == [True, False]
        first.scope.cancel()
        assert await inside(second) == [True]
        second.go.set()
    assert budget.statistics().held == 0


async def test_a_share_that_shrinks_makes_room() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        holding = await budget.take(10)
        guest = Guest(tasks, budget, 6)
        holding.shrink(5)
        assert await inside(guest) == [False]
        holding.shrink(4)
        assert await inside(guest) == [True]
        guest.go.set()
    holding.shrink(7)
    assert (holding.amount, budget.statistics().held) == (4, 4)
    holding.shrink(0)
    holding.shrink(0)
    assert budget.statistics().held == 0


async def test_a_share_may_outgrow_the_budget_and_who_comes_later_waits() -> None:
    budget = Budget(10)
    async with create_task_group() as tasks:
        holding = await budget.take(4)
        holding.become(0)
        first = Guest(tasks, budget, 8)
        assert await inside(first) == [True]
        holding.become(6)
        assert budget.statistics() == BudgetStatistics(total=10, held=14, peak=14, waiting=0)
        second = Guest(tasks, budget, 1)
        assert await inside(second) == [False]
        holding.become(1)
        assert await inside(second) == [True]
        first.go.set()
        second.go.set()
    holding.shrink(0)
    assert budget.statistics().held == 0


@settings(deadline=None)
@given(amounts=st.lists(st.integers(0, 15), max_size=20), seed=st.integers())
def test_a_budget_is_never_overdrawn_and_whole_at_the_end(amounts: list[int], seed: int) -> None:
    anyio.run(visited, amounts, Random(seed))  # noqa: S311 - a case, no secret


async def visited(amounts: list[int], chance: Random) -> None:
    """All of them come in order, and leave or are cancelled in any order."""
    budget = Budget(10)
    async with create_task_group() as tasks:
        guests = [Guest(tasks, budget, amount) for amount in amounts]
        for guest in chance.sample(guests, len(guests)):
            for _ in range(4):
                await checkpoint()
            held = budget.statistics().held
            assert held <= 10 or held in amounts
            if chance.random() < 0.5:
                guest.go.set()
            else:
                guest.scope.cancel()
    assert (budget.statistics().held, budget.statistics().waiting) == (0, 0)
