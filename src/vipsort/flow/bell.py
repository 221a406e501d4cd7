"""A bell between two threads, which an event loop of any kind can wait for, and so can a thread that has none."""

import socket
from contextlib import suppress

from anyio import wait_readable

_RINGS = 4096  # heard at once


class Bell:
    """Rung in one thread and heard in another, by one waiter at a time. What rang before it is waited for is heard."""

    def __init__(self) -> None:
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)

    def ring(self) -> None:
        """Wake who waits; where so much has rung unheard that there is no room for more, that is as good."""
        with suppress(BlockingIOError):
            self._far.send(b"\0")

    async def heard(self) -> None:
        """Wait until it rings, in asyncio or trio."""
        await wait_readable(self._near)
        with suppress(BlockingIOError):
            self._near.recv(_RINGS)

    def hear(self) -> None:
        """Wait until it rings, in a thread without an event loop."""
        self._near.setblocking(True)
        try:
            self._near.recv(_RINGS)
        finally:
            self._near.setblocking(False)

    def close(self) -> None:
        """Give the descriptors back."""
        self._near.close()
        self._far.close()
