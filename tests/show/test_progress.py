"""Progress for people, drawn from snapshots."""

import pytest
from anyio import CancelScope, run

from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.run import Snapshot
from vipsort.flow.tally import Tally
from vipsort.show.progress import draw

IDLE = BudgetStatistics(total=10, held=0, peak=0, waiting=0)


def test_progress_is_drawn_on_stderr_until_it_is_cancelled(capsys: pytest.CaptureFixture[str]) -> None:
    asked = run(draw_twice)
    assert asked == 3
    assert capsys.readouterr().out == ""


async def draw_twice() -> int:
    """How often a snapshot was asked for by a drawing that is cancelled at the third."""
    asked = 0

    def snapshot() -> Snapshot:
        nonlocal asked
        asked += 1
        if asked == 3:
            scope.cancel()
        return Snapshot(Tally(found=asked, walked=asked > 1), IDLE, IDLE, 50_000_000)

    with CancelScope() as scope:
        await draw(snapshot)
    return asked
