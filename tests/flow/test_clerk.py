"""The clerk keeps up with a run: what it waits for, it waits for at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from anyio import Event, create_memory_object_stream, fail_after

from conftest import Tree
from make import SOURCE
from vipsort.flow.books import books_to_write
from vipsort.flow.clerk import Clerk
from vipsort.flow.reach import Reach
from vipsort.flow.resume import Continuation
from vipsort.flow.slate import Slate
from vipsort.flow.spoken_for import SpokenFor
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.reporter import QuietReporter
from vipsort.store.root import Root
from vipsort.store.state import state_of

pytestmark = pytest.mark.anyio

Answer = TypeVar("Answer")
FOLDERS = ("2018", "2019", "2020")


class Crowded(Reach):
    """A DST at which nobody's turn comes before all of them wait."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0
        self._all_wait = Event()

    async def write(self, dst: Root, work: Callable[[], Answer], size: int = 0) -> Answer:
        self._waiting += 1
        if self._waiting == len(FOLDERS):
            self._all_wait.set()
        await self._all_wait.wait()
        return await super().write(dst, work, size)


async def test_the_folders_of_a_batch_wait_together_for_their_turn(tree: Tree) -> None:
    send, receive = create_memory_object_stream[Sequence[Outcome]](1)
    tally = Tally()
    with books_to_write(tree.dst, state_of(tree.dst, None)) as books:
        crowded = replace(books, reach=Crowded())
        clerk = Clerk(crowded, SpokenFor(crowded), tally, Continuation(Slate(), crowded, QuietReporter()))
        for folder in FOLDERS:
            (tree.dst / folder).mkdir()
        with send:
            placed = [f"{folder}/a.jpg" for folder in FOLDERS]
            send.send_nowait(
                [Outcome(replace(SOURCE, name=name), Verdict.PLACED, target=name, placed_digest="d") for name in placed]
            )
        with fail_after(5):
            await clerk.work(receive)
    assert tally.by_verdict()["placed"] == len(FOLDERS)
