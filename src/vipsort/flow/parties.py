"""With ``--move``: files that belong together leave SRC together, once all of them are recorded.

A leader that left before its companion was recorded, or a sidecar before the last picture that is dated by it, would
be missed by the next run if this one is killed: its tree would be another one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vipsort.photo.model import Outcome, Source, Verdict


class Parties:
    """Which outcomes may depart. Holds those of parties that are not complete: no more than are on their way."""

    def __init__(self) -> None:
        self._party: dict[str, str] = {}  # the leader of each file that is not recorded yet, by their paths
        self._missing: dict[str, set[str]] = {}  # of each leader's party
        self._held: dict[str, list[Outcome]] = {}
        self._dated_by: dict[str, set[str]] = {}  # by each sidecar: pictures that are not recorded yet
        self._failed: dict[str, str] = {}  # who, of each leader's party
        self._late: list[Outcome] = []

    def expect(self, sources: Sequence[Source]) -> None:
        """The files of a batch are going to be recorded."""
        names = {source.filename: source for source in sources}
        for source in sources:
            for sidecar in source.sidecars:
                self._dated_by.setdefault(source.beside(sidecar), set()).add(source.name)
            if source.tie.companion_of or source.tie.companions or source.tie.burst_of or source.tie.leads_burst:
                leader = self._party[source.name] = _leader(source, names)
                self._missing.setdefault(leader, set()).add(source.name)

    def complete(self, recorded: Iterable[Outcome]) -> list[Outcome]:
        """Those that may depart now, of those recorded and of those before; who must stay is told why."""
        free = [outcome for outcome in recorded if not self._is_held(outcome)]
        for leader in [leader for leader in self._held if self._is_complete(leader)]:
            free += self._told(leader, self._held.pop(leader))
            self._missing.pop(leader, None)
        return free

    def keep_for_late(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """What an engine before this one recorded of parties is kept for the end; the others may depart."""
        free: list[Outcome] = []
        for outcome in outcomes:
            (self._late if outcome.leads or outcome.companion_of else free).append(outcome)
        return free

    @property
    def waiting(self) -> int:
        """How many outcomes are held."""
        return sum(map(len, self._held.values())) + len(self._late)

    def rest(self, *, is_whole: bool) -> list[Outcome]:
        """Those that are left when nothing more is recorded; `is_whole` where the whole tree was."""
        held = [outcome for party in self._held.values() for outcome in party]
        late = [self._told(each.companion_of or each.source.name, [each])[0] for each in self._late]
        self._held, self._late = {}, []
        if is_whole:
            return [*held, *late]
        return [replace(outcome, stays="what belongs to it is not done yet") for outcome in (*held, *late)]

    def _is_held(self, outcome: Outcome) -> bool:
        source = outcome.source
        has_failed = outcome.verdict is Verdict.FAILED
        for sidecar in (source.beside(name) for name in source.sidecars):
            users = self._dated_by.get(sidecar, set())
            users.discard(source.name)
            if has_failed and (used_by := self._party_of(sidecar)):
                self._failed[used_by] = source.filename
            if not users:
                self._dated_by.pop(sidecar, None)
        leader = self._party.pop(source.name, None)
        if leader is None:
            return False
        if has_failed:
            self._failed[leader] = source.filename
        self._missing[leader].discard(source.name)
        self._held.setdefault(leader, []).append(outcome)
        return True

    def _party_of(self, name: str) -> str:
        """Who leads the party of a file that is expected or held; empty where there is none."""
        held = ((leader, each.source.name) for leader, party in self._held.items() for each in party)
        return self._party.get(name) or next((leader for leader, each in held if each == name), "")

    def _is_complete(self, leader: str) -> bool:
        return not self._missing[leader] and not any(each.source.name in self._dated_by for each in self._held[leader])

    def _told(self, leader: str, party: list[Outcome]) -> list[Outcome]:
        if leader not in self._failed:
            return party
        why = f"{self._failed[leader]}, which belongs to it, failed"
        return [replace(outcome, stays=why) if outcome.verdict is not Verdict.FAILED else outcome for outcome in party]


def _leader(source: Source, names: dict[str, Source]) -> str:
    """Who leads a file, be it by way of another one, or a burst."""
    while (name := source.tie.companion_of or source.tie.burst_of) and name in names:
        source = names[name]
    return source.beside(name) if name else source.name
