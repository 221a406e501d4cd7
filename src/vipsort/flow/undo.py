"""``vipsort undo``: what a run did is taken back, file by file, as the journal tells it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from anyio import to_thread

from vipsort.flow.books import Books
from vipsort.photo.errors import PictureError, RunError
from vipsort.store.aside import put_back
from vipsort.store.database import index_answering
from vipsort.store.deeds import Deed, Deeds
from vipsort.store.entries import remove, remove_if_empty
from vipsort.store.folders import remove_leftovers, sync_folder
from vipsort.store.giving_back import GivingBack, LeftAlone
from vipsort.store.journal import last_record
from vipsort.store.root import Root
from vipsort.store.runs import Told

_BATCH = 64  # files that share one line of the journal, and what is synced with it


class Fate(StrEnum):
    """What becomes of a file that a run dealt with."""

    RETURNED = "returned"  # its original is back in SRC; what was placed is gone
    REMOVED = "removed"  # what was placed is gone; its original was in SRC all along
    LEFT = "left"  # it stays as it is


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of one file, and why where it was left."""

    deed: Deed
    fate: Fate
    reason: str = ""


Teller = Callable[[TakenBack], None]


class Undo:
    """Takes one run back. What was begun and killed is finished when it is done again."""

    def __init__(self, books: Books, told: Told, teller: Teller) -> None:
        self._books = books
        self._told = told
        self._teller = teller
        self._left = 0
        self._needed: set[str] = set()  # what originals that could not be returned are yet to be made from

    async def work(self) -> None:
        """Twins first: theirs are made from what another file's copy still holds. Raises RunError."""
        with index_answering(), _stopping(), ExitStack() as held:
            back = held.enter_context(_giving_back(self._books, self._told))
            if not back.only_tell:
                await self._begin(back.src)
            deeds = held.enter_context(Deeds(self._books.state.journal, self._told.run))
            for deed in deeds:
                if deed.was_removed and not deed.placed_digest:
                    self._tell(await to_thread.run_sync(_looked_at, back, deed))
            for batch in _batches(deed for deed in deeds if deed.placed_digest):
                await self._take_back(back, batch)
            if not back.only_tell:
                await self._finish(deeds.folders)

    async def _begin(self, src: Root) -> None:
        """Clear up after a run, or an undoing, that was killed; and note that this one has begun."""
        leaving = self._books.index.leaving(self._told.src)
        await to_thread.run_sync(put_back, src, leaving)
        last = last_record(self._books.state.journal)
        if last and last["kind"] == "undoing":
            await to_thread.run_sync(remove_leftovers, src)
        await self._books.note({"kind": "undoing", "run": self._told.run, "targets": []})

    async def _take_back(self, back: GivingBack, batch: list[Deed]) -> None:
        """Originals returned and everything looked at; then written down; then removed."""
        fates = [self._but_for_twins(await to_thread.run_sync(_looked_at, back, deed)) for deed in batch]
        going = [fate.deed.target for fate in fates if fate.fate is not Fate.LEFT]
        if going and not back.only_tell:
            await self._books.note({"kind": "undoing", "run": self._told.run, "targets": going})
            await to_thread.run_sync(_remove, back, going)
        for fate in fates:
            self._tell(fate)

    def _but_for_twins(self, taken: TakenBack) -> TakenBack:
        if taken.fate is Fate.LEFT or taken.deed.target not in self._needed:
            return taken
        return TakenBack(taken.deed, Fate.LEFT, f"a twin's original is yet to be made from {taken.deed.target}")

    def _tell(self, taken: TakenBack) -> None:
        if taken.fate is Fate.LEFT:
            self._left += 1
            self._needed.add(taken.deed.target)
        self._teller(taken)

    async def _finish(self, folders: list[str]) -> None:
        """Folders that the run made and that are empty go. What was left may be taken back another time."""
        for folder in sorted(folders, key=lambda path: -path.count("/")):
            await to_thread.run_sync(remove_if_empty, self._books.dst, folder)
        if not self._left:
            await self._books.note({"kind": "undone", "run": self._told.run})
        self._books.commit()


@contextmanager
def _giving_back(books: Books, told: Told) -> Iterator[GivingBack]:
    """What gives back, with SRC and the trash held."""
    with ExitStack() as held:
        src = held.enter_context(Root.open(told.src, "SRC"))
        trash = Path(told.trash, told.run) if told.trash else None
        kept = held.enter_context(Root.open(trash, "the trash")) if trash and trash.is_dir() else None
        yield GivingBack(src, books.dst, kept, only_tell=books.journal is None)


@contextmanager
def _stopping() -> Iterator[None]:
    """What fails between the files stops an undo, and is done when it is done again. Raises RunError."""
    try:
        yield
    except (OSError, PictureError) as error:
        raise RunError(f"cannot take back any more: {error}") from error


def _looked_at(back: GivingBack, deed: Deed) -> TakenBack:
    """A file whose original is in SRC, so that what was placed may go; one that cannot be looked at is left."""
    try:
        if deed.was_removed:
            back.return_original(deed)
        if deed.placed_digest:
            back.make_sure(deed)
    except (LeftAlone, OSError, PictureError) as why:
        return TakenBack(deed, Fate.LEFT, str(why))
    return TakenBack(deed, Fate.RETURNED if deed.was_removed else Fate.REMOVED)


def _remove(back: GivingBack, targets: list[str]) -> None:
    there = [target for target in targets if back.dst.has(target)]
    for target in there:
        remove(back.dst, target)
    for folder in {target.rpartition("/")[0] for target in there}:
        sync_folder(back.dst, folder)


def _batches(deeds: Iterable[Deed]) -> Iterator[list[Deed]]:
    rest = iter(deeds)
    while batch := list(islice(rest, _BATCH)):
        yield batch
