"""What in DST is spoken for: by earlier runs, by pictures on their way, and by files that others put there."""

from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import BinaryIO, Self

import anyio

from vipsort.flow.books import Books
from vipsort.flow.names import Asked, Names, Target
from vipsort.photo.model import Outcome, Photo, Twin, Verdict
from vipsort.photo.naming import folded, stem_of
from vipsort.store.folders import missing_folders, names_in
from vipsort.store.place import holds, length


@dataclass(slots=True)
class Claim:
    """The first picture of some bytes, on its way; its twins wait until the block that carries it is left."""

    source: str
    named: str = ""  # the target that it was given, at the second gate
    outcome: Outcome | None = None
    _settled: anyio.Event = field(default_factory=anyio.Event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._settled.set()

    async def told(self, twin: Outcome) -> Outcome:
        """What becomes of a twin, now that it is known what became of this one."""
        if await self.has_failed():
            return replace(twin, verdict=Verdict.FAILED, reason=f"{twin.reason}, which failed")
        return replace(twin, target=self.outcome.target if self.outcome else "")

    async def has_failed(self) -> bool:
        """Whether nothing came of this one, once that is known."""
        await self._settled.wait()
        return self.outcome is None or self.outcome.verdict is Verdict.FAILED


class SpokenFor:
    """Asked and changed inside the gates only, so that the answers are the same in every run.

    What is on its way is held in memory, bounded by the budgets; everything else is in the index.
    """

    def __init__(self, books: Books) -> None:
        self.books = books
        self._reach = books.reach
        self._index = books.index
        self._strangers = books.index.strangers
        self._claims: dict[str, Claim] = {}  # by digest
        self._names = Names(books.index)
        self._last_looked_into: str | None = None  # nearly always the folder of the next one too

    def twin(self, photo: Photo) -> tuple[Twin | None, Claim | None]:
        """Who had the same bytes before, and its claim where it is still on its way."""
        claim = self._claims.get(photo.digest)
        if claim:
            return Twin(claim.source), claim
        return self._index.placed.twin(photo.digest, photo.source), None

    def claim_bytes(self, photo: Photo) -> Claim:
        """Speak for the bytes of a picture."""
        claim = self._claims[photo.digest] = Claim(photo.source.name)
        return claim

    async def claim_name(self, asked: Asked, data: bytes | BinaryIO, digest: str = "") -> Target:
        """Speak for the first free name, or for the file there that holds `data` already."""
        await self._look_into(asked.wanted[0])
        for path in asked.names():
            if asked.digest and self._names.are_of(path, asked.digest):
                return Target(path, asked, is_there=True, is_twin=True)
            key = folded(path)
            if not self._names.are_free(key, asked):
                continue
            there = self._strangers.named(key)
            if there and not await self._holds(there, data):
                continue
            if not there and asked.leads and not asked.is_near(key) and self._strangers.has_stem(stem_of(key)):
                continue
            self._names.speak_for(key, digest, leads=asked.leads)
            return Target(there or path, asked, is_there=bool(there))
        raise AssertionError  # numbers do not end

    async def _holds(self, there: str, data: bytes | BinaryIO) -> bool:
        dst = self.books.dst
        return await self._reach.write(dst, partial(holds, dst, there, data), length(data))

    def note_foreign(self, target: Target) -> None:
        """Somebody else has put a file of that name there."""
        self.release_name(target)
        self._strangers.add([target.path])

    def release_name(self, target: Target) -> None:
        """Nothing came of it."""
        self._names.let_go(target.path)

    def give_up(self, target: Target) -> None:
        """Let go of a name, unless it is that of other bytes that are there."""
        if not target.is_twin:
            self.release_name(target)

    async def is_recorded(self, target: Target) -> bool:
        """Whether the bytes that a twin was found to be of are there for good."""
        return await self._names.are_recorded_of(target.path, target.asked.digest)

    def forget(self, outcome: Outcome) -> None:
        """What is recorded is the index's to know."""
        claim = self._claims.get(outcome.digest)
        if claim and claim.source == outcome.source.name:
            del self._claims[outcome.digest]
        self._names.let_go(outcome.target)

    async def _look_into(self, folder: str) -> None:
        """List a folder of DST once in a run: what lies there and is not ours is not replaced.

        One that is not there yet will be ours, which is noted before it is.
        """
        if folder == self._last_looked_into:
            return
        if not self._strangers.has_seen(folder):
            dst = self.books.dst
            missing = await self._reach.write(dst, partial(missing_folders, dst, folder))
            if missing:
                await self.books.note({"kind": "making", "folders": missing})
            names = await self._reach.write(dst, partial(names_in, dst, folder))
            self._strangers.add([f"{folder}/{name}" if folder else name for name in names])
            self._strangers.see(folder)
        self._last_looked_into = folder
