"""Progress for people: drawn from a snapshot of the run a few times a second, never pushed by it."""

import time
from collections.abc import Callable

from anyio import sleep

from vipsort.flow.slate import Slate
from vipsort.flow.snapshot import Snapshot
from vipsort.show.board import Board
from vipsort.show.course import Course
from vipsort.show.layout import Layout

_INTERVAL = 0.25  # seconds


async def draw(snapshot: Callable[[], Snapshot], slate: Slate) -> None:
    """Draw on stderr until cancelled."""
    board = Board(slate)
    layout, course = Layout(board.stream), Course()
    began = time.monotonic()
    with board.up():
        while True:
            now = snapshot()
            course.see(time.monotonic() - began, now)
            board.draw(layout.lines(now, course, *board.size))
            await sleep(_INTERVAL)
