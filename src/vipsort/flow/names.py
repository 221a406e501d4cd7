"""Names in DST: how one is asked for, and those that are given and not in the index yet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import anyio

from vipsort.photo.naming import Wanted, folded, numbered_names, reserved, stem_of
from vipsort.store.index import Index


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that is asked for, and for whom.

    With `leads` nobody else is to have a name of its stem, whatever the ending. `beside` is the target of whom it goes
    with: that stem is its own, too. One that leads and comes later than what goes with it asks for that stem first.
    With `digest` it is for bytes that need not lie there twice.
    """

    wanted: Wanted
    leads: bool = False
    beside: str = ""
    digest: str = ""

    def names(self) -> Iterator[str]:
        """Paths from the one that is wanted most, without end."""
        folder, _stem, ending = self.wanted
        if self.leads and self.beside.rpartition("/")[0] == folder and (stem := stem_of(self.beside)):
            yield stem + ending
        yield from numbered_names(*self.wanted)

    def is_near(self, folded_path: str) -> bool:
        """Whether a folded path has the stem of what it goes with."""
        stem = stem_of(folded_path)
        return bool(self.beside and stem) and stem == stem_of(folded(self.beside))


@dataclass(frozen=True, slots=True)
class Target:
    """A name given to who asked for one. `is_there` where these very bytes lie there already, `is_twin` as ours."""

    path: str
    asked: Asked
    is_there: bool = False
    is_twin: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether it is not the name that was wanted."""
        return folded(self.path) != folded(next(numbered_names(*self.asked.wanted)))


class Names:
    """Names of what is on its way, and by what they may be given.

    A stem that one got who leads is reserved, for good: were it not, a lone picture behind in scan order might have
    taken a name of it before a kill, and the next run would find the leader another number.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._given: dict[str, str] = {}  # the digest of what is on its way to a folded path
        self._stems: Counter[str] = Counter()  # of those paths
        self._reserved: set[str] = set()  # stems
        self._awaited: dict[str, anyio.Event] = {}  # folded paths

    def are_of(self, path: str, digest: str) -> bool:
        """Whether what these bytes are lies under that name, or soon will."""
        return self._given.get(folded(path)) == digest or self._index.placed.holds(path, digest)

    async def are_recorded_of(self, path: str, digest: str) -> bool:
        """Whether what these bytes are lies under that name for good, once what is on its way there is recorded.

        A twin that was recorded before the first one would keep it from its name after a kill.
        """
        if folded(path) in self._given:
            await self._awaited.setdefault(folded(path), anyio.Event()).wait()
        return self._index.placed.holds(path, digest)

    def are_free(self, key: str, asked: Asked) -> bool:
        """Whether no picture was given that folded name; nor, for one that leads, any of its stem."""
        if key in self._given or self._index.given.has(key):
            return False
        stem = stem_of(key)
        if not stem or asked.is_near(key):
            return True
        if asked.leads:
            return stem not in self._stems and not self._index.given.has_stem(stem)
        return stem not in self._reserved and not self._index.given.has(reserved(stem))

    def speak_for(self, key: str, digest: str, *, leads: bool) -> None:
        """Give a folded name to what has that digest."""
        self._given[key] = digest
        if stem := stem_of(key):
            self._stems[stem] += 1
            if leads:
                self._reserved.add(stem)

    def let_go(self, target: str) -> None:
        """What was on its way is the index's to know, or nothing came of it."""
        key = folded(target)
        stem = stem_of(key) if self._given.pop(key, None) is not None else ""
        if key in self._awaited:
            self._awaited.pop(key).set()
        if not stem:
            return
        self._stems[stem] -= 1
        if self._stems[stem] == 0:
            del self._stems[stem]
            self._reserved.discard(stem)
