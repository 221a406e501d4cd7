"""How a long call is known to get on: it beats, and is waited for as long as it does."""

import time
from dataclasses import dataclass, field

from anyio import CancelScope, sleep


@dataclass(slots=True)
class Pulse:
    """When a long call last got on, in seconds of the monotonic clock."""

    at: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """It got on now."""
        self.at = time.monotonic()

    async def prolong(self, scope: CancelScope, patience: float) -> None:
        """Have a call's scope end so many seconds after it last got on, until cancelled."""
        while True:
            scope.deadline = self.at + patience  # both are the monotonic clock
            await sleep(patience / 4)
