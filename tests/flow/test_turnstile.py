"""A gate that lets pictures through one by one, in scan order."""

from random import Random

import anyio
import pytest
from anyio import CancelScope, create_task_group, wait_all_tasks_blocked
from anyio.lowlevel import checkpoint
from hypothesis import given, settings
from hypothesis import strategies as st

from vipsort.flow.turnstile import Turnstile

pytestmark = pytest.mark.anyio


class Visitors:
    """Those that pass a turnstile, and the order in which they did."""

    def __init__(self) -> None:
        self.turnstile = Turnstile()
        self.passed: list[int] = []
        self._inside = False

    async def visit(self, ticket: int) -> None:
        async with self.turnstile.turn(ticket):
            assert not self._inside
            self._inside = True
            try:
                await checkpoint()
                self.passed.append(ticket)
            finally:
                self._inside = False


@settings(deadline=None)
@given(order=st.permutations(range(12)))
def test_whoever_comes_first_the_lowest_ticket_passes_first(order: list[int]) -> None:
    assert anyio.run(passed_by_all, order, set[int]()) == list(range(12))


@settings(deadline=None)
@given(order=st.permutations(range(12)), missing=st.sets(st.integers(0, 11)))
def test_who_does_not_come_holds_nobody_back(order: list[int], missing: set[int]) -> None:
    assert anyio.run(passed_by_all, order, missing) == [ticket for ticket in range(12) if ticket not in missing]


async def passed_by_all(order: list[int], missing: set[int]) -> list[int]:
    visitors = Visitors()
    async with create_task_group() as tasks:
        for ticket in order:
            if ticket in missing:
                visitors.turnstile.pass_by(ticket)
            else:
                tasks.start_soon(visitors.visit, ticket)
            await checkpoint()
    return visitors.passed


async def test_a_ticket_waits_for_all_lower_ones() -> None:
    visitors = Visitors()
    async with create_task_group() as tasks:
        tasks.start_soon(visitors.visit, 2)
        tasks.start_soon(visitors.visit, 0)
        await wait_all_tasks_blocked()
        assert visitors.passed == [0]
        visitors.turnstile.pass_by(1)
    assert visitors.passed == [0, 2]


async def test_passing_by_twice_does_no_harm() -> None:
    visitors = Visitors()
    for ticket in (1, 1, 0, 0, 1):
        visitors.turnstile.pass_by(ticket)
    await visitors.visit(2)
    visitors.turnstile.pass_by(2)
    await visitors.visit(3)
    assert visitors.passed == [2, 3]


async def test_who_is_cancelled_while_waiting_holds_nobody_back() -> None:
    visitors = Visitors()
    async with create_task_group() as tasks:
        with CancelScope() as scope:
            tasks.start_soon(visitors.visit, 2)
            await wait_all_tasks_blocked()
            scope.cancel()
            await visitors.visit(1)
        await visitors.visit(0)
    assert visitors.passed == [0, 2]


async def test_an_error_inside_holds_nobody_back() -> None:
    visitors = Visitors()
    with pytest.raises(KeyError):
        async with visitors.turnstile.turn(0):
            raise KeyError
    await visitors.visit(1)
    assert visitors.passed == [1]


@pytest.mark.parametrize("seed", range(30))
def test_cancelled_at_any_time_the_others_still_pass_in_order(seed: int) -> None:
    passed, cancelled = anyio.run(passed_by_some, Random(seed))  # noqa: S311 - a case, no secret
    assert passed == sorted(passed)
    assert set(passed) | cancelled == set(range(12))


async def passed_by_some(chance: Random) -> tuple[list[int], set[int]]:
    visitors = Visitors()
    cancelled = set(chance.sample(range(12), 4))

    async def visit(ticket: int, scope: CancelScope) -> None:
        with scope:
            await visitors.visit(ticket)

    scopes = {ticket: CancelScope() for ticket in range(12)}
    async with create_task_group() as tasks:
        for ticket in chance.sample(range(1, 12), 11):
            tasks.start_soon(visit, ticket, scopes[ticket])
            await checkpoint()
        for ticket in cancelled:
            scopes[ticket].cancel()
        await visit(0, scopes[0])
    return visitors.passed, cancelled
