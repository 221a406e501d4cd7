"""A gate that lets pictures through one by one, in scan order, however they arrive."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio


class Turnstile:
    """Tickets are consecutive numbers from 0; each passes once, after all lower ones."""

    def __init__(self) -> None:
        self._next = 0
        self._passed: set[int] = set()  # ahead of the next one
        self._waiting: dict[int, anyio.Event] = {}

    @asynccontextmanager
    async def turn(self, ticket: int) -> AsyncIterator[None]:
        """Wait for all lower tickets; inside the block nobody else decides."""
        try:
            if ticket != self._next:
                self._waiting[ticket] = anyio.Event()
                await self._waiting[ticket].wait()
            yield
        finally:
            self.pass_by(ticket)

    def pass_by(self, ticket: int) -> None:
        """Note that a ticket has passed or will not come; telling it twice does no harm."""
        if ticket < self._next:
            return
        self._waiting.pop(ticket, None)
        self._passed.add(ticket)
        while self._next in self._passed:
            self._passed.remove(self._next)
            self._next += 1
        if self._next in self._waiting:
            self._waiting[self._next].set()
