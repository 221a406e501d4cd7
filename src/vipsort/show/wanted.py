"""The pictures that a page shows, and where they may lie."""

from collections.abc import Iterator
from pathlib import Path

from vipsort.flow.retold import Retold
from vipsort.flow.thumbnails import Wanted
from vipsort.store import sums
from vipsort.store.runs import Told

SHOWN = 12
"""Pictures of each kind that are shown, at most: three thumbnails each are some dozens of one page."""


def wanted(retold: Retold, dst: Path) -> Iterator[Wanted]:
    """The pictures that the page will show: originals, wherever they are now, and what was placed."""
    saved, twins = sums.savings(retold.lines, SHOWN), sums.twins(retold.lines, SHOWN)
    for line in (*saved, *(again for _first, again in twins)):
        for folder in _originals(retold.told):
            yield Wanted(folder, line.source, line.size, line.digest)
    for line in saved:
        yield Wanted(dst, retold.target(line), line.bytes_out, line.placed_digest)
    for first, again in twins:
        if first and first.placed_digest == again.digest:
            yield Wanted(dst, retold.target(first), first.bytes_out, first.placed_digest)


def _originals(told: Told) -> Iterator[Path]:
    """Where the run's originals may lie."""
    yield told.src
    if told.trash:
        yield Path(told.trash, told.run)
