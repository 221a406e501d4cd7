"""Progress for people: drawn from a snapshot of the run a few times a second, never pushed by it."""

from collections.abc import Callable

from anyio import sleep
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

from vipsort.flow.run import Snapshot
from vipsort.photo.units import show_size

_INTERVAL = 0.25  # seconds


async def draw(snapshot: Callable[[], Snapshot]) -> None:
    """Draw on stderr until cancelled."""
    columns: list[ProgressColumn] = [
        TextColumn("{task.completed:,.0f} of {task.fields[found]} files"),
        BarColumn(),
        TextColumn("{task.fields[read]}  {task.fields[rate]}  {task.fields[memory]}"),
        TimeRemainingColumn(),
    ]
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        task = progress.add_task("", total=None, found="…", read="", rate="", memory="")
        while True:
            now = snapshot()
            tally = now.tally
            speed = progress.tasks[task].speed
            progress.update(
                task,
                completed=tally.done,
                total=tally.found if tally.walked else None,
                found=f"{tally.found:,}{'' if tally.walked else '…'}",
                read=show_size(tally.bytes_in),
                rate=f"{speed:,.0f}/s" if speed else "",
                memory=f"memory {show_size(now.resident)}",
                refresh=True,
            )
            await sleep(_INTERVAL)
