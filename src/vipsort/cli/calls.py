"""The signals that a watch is sent: those that end it, and the one that has it read its options again."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field

from anyio import open_signal_receiver
from anyio.abc import TaskStatus

_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@dataclass(slots=True)
class Calls:
    """Heard from `listen` on. `stop` is called with each signal that asks for the end, `read_again` with others."""

    stop: Callable[[int], None]
    read_again: Callable[[], None]
    _stops: list[int] = field(default_factory=list)
    _at_terminal: bool = field(default_factory=lambda: os.isatty(2))

    @property
    def are_for_the_end(self) -> bool:
        """Whether the watch was asked to end."""
        return bool(self._stops)

    @property
    def code(self) -> int:
        """The exit code of a watch that was asked to end: that of the first signal."""
        return _CODES[signal.Signals(self._stops[0])]

    async def listen(self, *, task_status: TaskStatus[None]) -> None:
        """Until cancelled."""
        with open_signal_receiver(*_CODES) as signals:
            task_status.started()
            async for number in signals:
                if number is signal.SIGHUP and not (self._at_terminal and not os.isatty(2)):
                    self.read_again()
                else:  # or the terminal is gone
                    self._stops.append(number)
                    self.stop(number)
