"""Files that go with another one: what they wait for, and how they are told."""

from dataclasses import dataclass, field, replace

import anyio

from vipsort.flow.spoken_for import Claim
from vipsort.photo.beside import day_of_photo
from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.days import are_strangers
from vipsort.photo.model import Outcome, Photo, Plan, Source, Twin, Verdict


@dataclass(slots=True)
class Lead:
    """What is known of a file that others go with, or of the picture that leads a burst.

    Its companions are behind it in scan order: once they are at a gate, it has passed there, and said what they need
    to know. `day` is when it was taken, see `day_of`. `is_planned` where it passed the first gate with a plan.
    `foretold` is its outcome as far as the second gate knows it, with its name; None where it failed before. It never
    waits for them, so that nothing waits in a circle. `earlier` are the targets of those of its stem that a run before
    placed, as it was not there yet, with their days.
    """

    source: Source
    day: int = 0
    date: Candidate | None = None
    is_planned: bool = False
    foretold: Outcome | None = None
    twin_of: Claim | None = None
    earlier: tuple[tuple[str, int], ...] = ()
    _outcome: Outcome | None = None
    _settled: anyio.Event = field(default_factory=anyio.Event)

    def hear(self, photo: Photo, plan: Plan | Outcome, twin: tuple[Twin | None, Claim | None]) -> None:
        """What is known of it behind the first gate, and who had the same bytes, maybe on its way still."""
        first, on_its_way = twin
        self.day, self.date = day_of_photo(photo), photo.date
        if isinstance(plan, Outcome):
            self.foretold = replace(plan, target=first.target) if first else plan
            self.twin_of = on_its_way
        else:
            self.is_planned = True

    def settle(self, outcome: Outcome) -> None:
        """What became of it."""
        self._outcome = outcome
        if self.foretold is None or outcome.verdict is Verdict.FAILED:
            self.foretold = outcome
        self._settled.set()

    @property
    def comes_to(self) -> str:
        """The target of one that goes with it and was there first; empty where there is none."""
        return next((target for target, day in self.earlier if not are_strangers(self.day, day)), "")

    @property
    def judged(self) -> Outcome | None:
        """Its outcome as it is known behind its turn at the first gate; None where it failed."""
        planned = Outcome(self.source, Verdict.PLACED) if self.is_planned else None
        return self.foretold or planned

    @property
    def named(self) -> Outcome:
        """Its outcome as it is known behind its turn at the second gate: that of a twin names the first one's place."""
        told = self.foretold or Outcome(self.source, Verdict.FAILED)
        if self.twin_of is None:
            return told
        named = self.twin_of.named
        return replace(told, target=named) if named else replace(told, verdict=Verdict.FAILED)

    async def became(self) -> Outcome:
        """Its outcome, once it is settled."""
        await self._settled.wait()
        became = self._outcome or self.named
        return became if became.target else replace(became, target=self.named.target)


@dataclass(frozen=True, slots=True)
class Passenger:
    """A source on its way: with what goes with it, with whom it goes, and with the lead of its burst."""

    source: Source
    leads: Lead | None = None
    follows: Lead | None = None
    burst: Lead | None = None
