"""Outcomes handed from the thread of a run to the one that asked for them: in batches, and no more than are taken."""

import threading
from collections import deque
from collections.abc import Sequence

from vipsort.flow.bell import Bell
from vipsort.photo.model import Outcome

_MOST = 512
"""Outcomes that may wait before the run admits no more files: what is on its way then still comes."""


class Handover:
    """Two sides: the run tells and finishes, the host takes and may leave. Each attribute is set by one side alone."""

    def __init__(self) -> None:
        self.told = Bell()
        """Rings for the host: there is something to take, or the run is over."""
        self.wanted = Bell()
        """Rings for the run: there is room again, or nobody wants more."""
        self.is_left = False
        self.is_over = False
        self.trouble: BaseException | None = None
        """What ended the run before its end; set before it is over."""
        self._batches: deque[Sequence[Outcome]] = deque()
        self._put = 0
        self._taken = 0
        self._sides = 2
        self._parting = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Whether the run is to wait before it admits more files."""
        return not self.is_left and self._put - self._taken > _MOST

    def tell(self, outcomes: Sequence[Outcome]) -> None:
        """Have the host take these next; never waits."""
        if outcomes and not self.is_left:
            self._put += len(outcomes)
            self._batches.append(outcomes)
            self.told.ring()

    def finish(self, trouble: BaseException | None) -> None:
        """Nothing more is told. The first word counts."""
        if not self.is_over:
            self.trouble = trouble
            self.is_over = True
            self.told.ring()

    def take(self) -> Sequence[Outcome]:
        """The next batch; empty where there is none now."""
        if not self._batches:
            return ()
        batch = self._batches.popleft()
        was_full = self.is_full
        self._taken += len(batch)
        if was_full:
            self.wanted.ring()
        return batch

    def leave(self) -> None:
        """Nobody wants more: the run is to end in order."""
        self.is_left = True
        self._batches.clear()
        self.wanted.ring()

    def part(self) -> None:
        """One side rings and hears no more; the second one to say so closes the bells."""
        with self._parting:
            self._sides -= 1
            if not self._sides:
                self.told.close()
                self.wanted.close()
