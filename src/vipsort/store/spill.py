"""Any number of names sorted in bounded memory: sorted runs are spilled to a temporary file and merged."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

_READ = 1 << 16  # bytes of a run in memory while it is merged


def sorted_names(names: Iterable[bytes], *, held: int = 50_000) -> Iterator[bytes]:
    """The names in byte order, at most `held` of them in memory. A file name holds no NUL, which ends each here."""
    names = iter(names)
    run = sorted(islice(names, held))
    runs: list[BinaryIO] = []
    while len(run) == held:
        spilled = tempfile.TemporaryFile()  # noqa: SIM115 - read for as long as the names are asked for
        spilled.write(b"\0".join(run) + b"\0")
        runs.append(spilled)
        run = sorted(islice(names, held))
    if not runs:
        return iter(run)
    return heapq.merge(run, *(_read_back(spilled) for spilled in runs))


def _read_back(spilled: BinaryIO) -> Iterator[bytes]:
    with spilled:
        spilled.seek(0)
        rest = b""
        while chunk := spilled.read(_READ):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from whole
