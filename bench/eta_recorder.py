"""Works one run in this process and writes down how far it was, four times a second.

python eta_recorder.py COURSE.csv SRC DST [options of run]
"""

import csv
import sys
import time
from pathlib import Path

from anyio import create_task_group, sleep

from vipsort.cli.conduct import conduct
from vipsort.cli.like_run import like_run
from vipsort.cli.plain import LiteralCommand, alone
from vipsort.flow.run import Run
from vipsort.flow.slate import Slate
from vipsort.show.reporter import QuietReporter

HEAD = ("wall", "cpu", "found", "done", "bytes_in", "ended", "ended_work", "left", "left_work")
_EVERY = 0.25  # seconds


class Recorder(QuietReporter):
    """Looks at a run as often as a terminal does."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def accompany(self, run: Run, slate: Slate) -> None:  # noqa: ARG002 - a reporter's own
        """Write a row each time, until cancelled."""
        began = (time.monotonic(), time.process_time())
        with self._file.open("w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            rows.writerow(HEAD)
            async with create_task_group() as beside:
                beside.start_soon(run.look_ahead)
                try:
                    while True:
                        await sleep(_EVERY)
                        rows.writerow(_row(began, run))
                finally:
                    rows.writerow(_row(began, run))


def _row(began: tuple[float, float], run: Run) -> tuple[object, ...]:
    wall, cpu = time.monotonic() - began[0], time.process_time() - began[1]
    snapshot = run.snapshot()
    tally, prospect = snapshot.tally, snapshot.prospect
    assert prospect  # noqa: S101 - a run always has one
    left = (prospect.left.files, prospect.left.size) if prospect.is_complete else ("", "")
    ended = (prospect.ended.files, prospect.ended.size)
    return (round(wall, 3), round(cpu, 3), tally.found, tally.done, tally.bytes_in, *ended, *left)


@like_run()
def recorded(src: Path, dst: Path, read: dict[str, object]) -> int:
    """A run with a recorder in the place of its reporter."""
    from vipsort.cli.assemble import settings_of  # noqa: PLC0415

    return conduct(settings_of(src, dst, read), Recorder(Path(sys.argv[1])))


if __name__ == "__main__":
    alone(recorded, LiteralCommand)(sys.argv[2:])
