"""Work done in threads that are left behind where they do not come back."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, get_cancelled_exc_class, to_thread

Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Call(Generic[Answer]):
    """Work in a thread, and how far it is: each mark is set once, by that thread alone."""

    work: Callable[[], Answer]
    has_begun: bool = False
    is_back: bool = False

    def __call__(self) -> Answer:
        self.has_begun = True
        try:
            return self.work()
        finally:
            self.is_back = True


class Threads:
    """As many threads as are asked for: a limiter of anyio's would forget those that were left behind."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(math.inf)
        self._left_behind: list[_Call[Any]] = []

    @property
    def stalled(self) -> int:
        """Threads that were left behind and have not come back: they would keep the process from its end."""
        self._left_behind = [call for call in self._left_behind if not call.is_back]
        return len(self._left_behind)

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """What `work` gives, in a thread that is left behind when this is cancelled."""
        call = _Call(work)
        try:
            return await to_thread.run_sync(call, limiter=self._limiter, abandon_on_cancel=True)
        except get_cancelled_exc_class():
            if call.has_begun:
                self._left_behind.append(call)
            raise
