"""``--move``: originals leave SRC once what became of them is durable in DST and has been read again."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from anyio import create_task_group, to_thread

from vipsort.flow.books import Books
from vipsort.flow.parties import Parties
from vipsort.photo.model import Outcome, Verdict
from vipsort.store.aside import put_back
from vipsort.store.entries import remove_empty
from vipsort.store.folders import TEMPORARY_PREFIX
from vipsort.store.removal import Leaving, Removal, Stays

_ASIDE = ".original"  # no temporary file, which would be cleared away
_GOING = {Verdict.PLACED, Verdict.QUARANTINED, Verdict.DUPLICATE, Verdict.UNCHANGED}


class Departures:
    """Sees originals off, a batch of recorded outcomes at a time. `run` is the folder of this run in the trash."""

    def __init__(self, books: Books, removal: Removal, run: str) -> None:
        self._books = books
        self._removal = removal
        self._run = run
        self.parties = Parties()

    async def see_off(self, batch: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes, each with why its original stays where it does."""
        stays: dict[str, str] = {}
        going = [leaving for outcome in batch if (leaving := self._leaving(outcome, stays))]
        await self._each(self._removal.make_sure, going, stays)
        sure = [leaving for leaving in going if leaving.source.name not in stays]
        if sure:
            names = [[leaving.source.name, leaving.aside, leaving.target] for leaving in sure]
            await self._books.note({"kind": "removing", "run": self._run, "sources": names})
            await self._each(self._removal.take_out, sure, stays)
            await self._put_back([leaving for leaving in sure if leaving.source.name in stays])
        return [_told(outcome, stays.get(outcome.source.name, "")) for outcome in batch]

    def _leaving(self, outcome: Outcome, stays: dict[str, str]) -> Leaving | None:
        if outcome.verdict not in _GOING:
            return None
        if outcome.stays:
            stays[outcome.source.name] = outcome.stays
            return None
        source, is_twin = outcome.source, not outcome.placed_digest
        target, placed_digest = outcome.target, outcome.placed_digest
        if is_twin:
            copy = self._books.index.placed.copy_of(outcome.digest, source)
            if copy is None:
                stays[source.name] = "nothing in DST stands for it any more"
                return None
            target, placed_digest = copy.target, copy.placed_digest
        aside = f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{_ASIDE}"
        return Leaving(
            source,
            outcome.digest,
            target,
            placed_digest,
            is_twin,
            source.beside(aside),
            f"{self._run}/{source.name}",
        )

    async def _put_back(self, stayed: Sequence[Leaving]) -> None:
        """Whoever stays has its own name. Raises RunError: the next run tries again, as long as this one has no end."""
        if stayed:
            names = [(leaving.source.name, leaving.aside) for leaving in stayed]
            await self._books.reach.write(self._books.dst, partial(put_back, self._removal.src, names))

    async def _each(self, act: Callable[[Leaving], None], leaving: Sequence[Leaving], stays: dict[str, str]) -> None:
        """Do it for all of them, a few at a time; whoever stays is noted with the reason."""
        reach, dst = self._books.reach, self._books.dst

        async def one(original: Leaving) -> None:
            try:
                await reach.write(dst, partial(act, original), original.source.size)
            except Stays as why:
                stays[original.source.name] = str(why)

        async with create_task_group() as acts:
            for original in leaving:
                acts.start_soon(one, original)

    async def tidy_up(self) -> None:
        """Remove the folders of SRC that held nothing else."""
        for folder in self._books.index.vacated():
            await to_thread.run_sync(remove_empty, self._removal.src, os.fsdecode(folder))


def _told(outcome: Outcome, why: str) -> Outcome:
    return replace(outcome, stays=why) if why else outcome
