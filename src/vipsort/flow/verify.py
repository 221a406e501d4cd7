"""``vipsort verify``: every placed file is read again and compared with what the journal says of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from anyio import CapacityLimiter, create_task_group, to_thread

from vipsort.flow.books import Books
from vipsort.photo.errors import RunError, Unreadable
from vipsort.store.checkpoint import Checkpoint, load, save
from vipsort.store.placed import Lying
from vipsort.store.read import digest_of
from vipsort.store.root import Root
from vipsort.store.walk import files_below

_BATCH = 64  # files between two checkpoints
_READERS = 4  # at once: a disk is kept busy, and not torn between more


class Condition(StrEnum):
    """How a file in DST was found."""

    SOUND = "sound"
    DAMAGED = "damaged"  # it is not what was placed: it was changed, or its disk forgets
    UNREADABLE = "unreadable"  # which counts as damaged
    MISSING = "missing"
    FOREIGN = "foreign"  # nothing that this program placed


@dataclass(frozen=True, slots=True)
class Found:
    """A file of DST that somebody should look at."""

    target: str
    condition: Condition
    source: str = ""
    reason: str = ""


Teller = Callable[[Found], None]


class Verification:
    """Reads what was placed again, from where the last one stopped, and then looks for what was not."""

    def __init__(self, books: Books, progress: Path | None, teller: Teller) -> None:
        """`progress` is where it keeps how far it came; None where it cannot."""
        self._books = books
        self._progress = progress
        self._teller = teller
        length = books.state.journal.stat().st_size
        self.seen: Checkpoint = load(progress, length) if progress else Checkpoint(length)
        self.foreign = 0

    async def work(self) -> None:
        """Until everything has been seen. Raises RunError where DST is gone."""
        readers = CapacityLimiter(_READERS)
        for batch in _batches(self._books.index.placed.lying(self.seen.after)):
            for found, size in await self._looked_at(batch, readers):
                self._count(found, size)
            self.seen.after = batch[-1].target
            if self._progress:
                save(self._progress, self.seen)
        await to_thread.run_sync(self._books.dst.check)
        for target in _lying_in(self._books.dst):
            if not self._books.index.placed.is_ours(target):
                self.foreign += 1
                self._teller(Found(target, Condition.FOREIGN))
        if self._progress:
            self._progress.unlink(missing_ok=True)

    async def _looked_at(self, batch: Sequence[Lying], readers: CapacityLimiter) -> list[tuple[Found, int]]:
        found: dict[str, tuple[Found, int]] = {}

        async def look(lying: Lying) -> None:
            found[lying.target] = await to_thread.run_sync(_look, self._books, lying, limiter=readers)

        async with create_task_group() as looks:
            for lying in batch:
                looks.start_soon(look, lying)
        return [found[lying.target] for lying in batch]

    def _count(self, found: Found, size: int) -> None:
        match found.condition:
            case Condition.SOUND:
                self.seen.sound += 1
                self.seen.bytes_read += size
                return
            case Condition.MISSING:
                self.seen.missing += 1
            case _:
                self.seen.damaged += 1
        self._teller(found)


def condition_of(dst: Root, target: str, placed_digest: str) -> tuple[Condition, str]:
    """How a placed file is found now, and why it is not sound. Raises RunError where DST is gone."""
    try:
        if digest_of(dst, target) == placed_digest:
            return Condition.SOUND, ""
    except FileNotFoundError:
        return Condition.MISSING, "it is not there any more"
    except OSError as error:
        dst.check()  # one file, or all of them?
        return Condition.UNREADABLE, f"it cannot be read: {error.strerror}"
    except Unreadable as error:
        return Condition.UNREADABLE, str(error)
    return Condition.DAMAGED, "its bytes are not those that were placed"


def _lying_in(dst: Root) -> Iterator[str]:
    """The paths of all files. Raises RunError where a folder cannot be listed."""
    try:
        yield from files_below(dst)
    except OSError as error:
        raise RunError(f"{dst.path / (error.filename or '')} cannot be listed: {error.strerror}") from error


def _look(books: Books, lying: Lying) -> tuple[Found, int]:
    condition, reason = condition_of(books.dst, lying.target, lying.placed_digest)
    condition = Condition.DAMAGED if condition is Condition.UNREADABLE else condition
    return Found(lying.target, condition, lying.source, reason), lying.size


def _batches(lying: Iterator[Lying]) -> Iterator[list[Lying]]:
    while batch := list(islice(lying, _BATCH)):
        yield batch
