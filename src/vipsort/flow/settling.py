"""``--settle``: files that may still be growing are left for a later run.

A file is settled when nobody has it open for writing and its times are older than asked, by the clock that set them.
Where that clock is a server's, or says something odd, it is settled when two looks so far apart saw it the same.
"""

import os
import time
from dataclasses import replace
from functools import partial

from vipsort.flow.pulse import Pulse
from vipsort.flow.reach import Reach
from vipsort.photo.policy import Selection
from vipsort.photo.select import passed_over
from vipsort.store.batch import Bar, Batch
from vipsort.store.index import Index
from vipsort.store.looking import looks_at
from vipsort.store.root import Root
from vipsort.store.share import on_share
from vipsort.store.unfinished import is_unfinished
from vipsort.store.waiting import Look

_SERVERS_CLOCK = 3600 * 10**9  # nanoseconds that a server's clock may be off: a time zone that was set wrongly
_UNFINISHED = Bar("named as a file that is still being written")


class Settling:
    """Looks at what no earlier run has done, and lets through what has settled."""

    def __init__(self, seconds: float, src: Root, index: Index, selection: Selection) -> None:
        self._wait = round(seconds * 10**9)
        self._src = src
        self._index = index
        self._waiting = index.waiting()
        self._selection = replace(selection, min_size=0)  # it may still grow
        self._is_share = on_share(src.path)

    async def settled(self, batch: Batch, reach: Reach, pulse: Pulse) -> Batch:
        """The batch without what waits, and what belongs to that. Raises RunError where SRC is gone."""
        unfinished = {name: _UNFINISHED for name, *_ in batch.found if is_unfinished(_text(name))}
        batch = replace(batch, barred={**unfinished, **batch.barred})
        new = self._new(batch)
        if not new:
            return batch
        look = partial(looks_at, self._src, batch.folder, list(new), pulse.beat, ask_who_writes=not self._is_share)
        looks = await reach.walk(self._src, look, pulse)
        now = time.time_ns()
        stems = {_stem(look.name) for look in looks if not self._has_settled(batch.folder, look, now)}
        names = {os.fsdecode(name) for name in new if _stem(name) in stems}
        names |= {name for name, tie in batch.ties.items() if tie.companion_of in names or tie.burst_of in names}
        held = {found for name, found in new.items() if os.fsdecode(name) in names}
        return batch.but_for(held) if held else batch

    def end(self) -> None:
        """The whole tree was seen."""
        self._waiting.forget_the_rest()

    def _new(self, batch: Batch) -> dict[bytes, tuple[bytes, int, int]]:
        """What of a batch is to be opened, as it was found, by name."""
        done = self._index.done(batch)
        rest = batch.but_for(done) if done else batch
        wanted = rest.those(lambda source: not passed_over(source, self._selection))
        if not wanted:
            return {}
        known = self._index.known(list(wanted))
        same = {(name, before.size, before.mtime_ns) for name, before in known.items()}
        return {found[0]: found for found in wanted.found if found not in same}

    def _has_settled(self, folder: str, look: Look, now: int) -> bool:
        age = now - max(look.mtime_ns, look.ctime_ns)
        if not look.is_open and age >= self._wait + self._is_share * _SERVERS_CLOCK:
            return True
        since = self._waiting.since(folder, look, now)
        return not look.is_open and now - since >= self._wait


def _text(name: bytes) -> str:
    return name.decode(errors="replace")


def _stem(name: bytes) -> bytes:
    """What a picture and its sidecars, its raw or its film have in common: they wait for each other."""
    return name.lstrip(b".").partition(b".")[0].lower()
