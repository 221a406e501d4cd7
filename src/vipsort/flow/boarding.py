"""Files that belong together are admitted: each is told with whom it goes, be that one on its way or long done."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace

from vipsort.flow.company import Lead, Passenger
from vipsort.photo.kinds import describes_by_name, is_sidecar, is_video
from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.naming import split_name
from vipsort.photo.policy import Companions, Metadata, Others, Policy, Selection
from vipsort.photo.select import passed_over
from vipsort.store.index import Index, Known


def foreknown(source: Source, known: Known | None, selection: Selection, *, move: bool) -> Outcome | None:
    """What becomes of a source, where that is known without opening it."""
    if source.lost:
        return Outcome(source, Verdict.FAILED, source.barred)
    if reason := passed_over(source, selection):
        return Outcome(source, Verdict.SKIPPED, reason, unwritten=True)
    if known is None or (known.size, known.mtime_ns) != (source.size, source.mtime_ns):
        return None
    if known.verdict is not Verdict.SKIPPED:
        done = Outcome(source, Verdict.UNCHANGED, "done by an earlier run", unwritten=True)
        return replace(done, digest=known.digest, unwritten=False) if move else done
    if selection.others is Others.SKIP:
        return Outcome(source, Verdict.SKIPPED, known.reason, unwritten=True)
    return None


class Boarding:
    """The files of one batch, in order: whoever leads comes before whom goes with it."""

    def __init__(self, policy: Policy, index: Index, known: Mapping[bytes, Known], *, move: bool) -> None:
        self._policy = policy
        self._index = index
        self._known = known
        self._move = move
        self._leads: dict[str, Lead] = {}  # by file name
        self._in_place_of: dict[str, Lead] = {}  # of one that is left out, by its name
        self._stands_in: dict[str, str] = {}  # for whom

    def admit(self, source: Source) -> Passenger | Outcome:
        """A file that belongs with others, or its outcome where there is nothing to open."""
        selection = self._policy.selection
        known = self._known.get(os.fsencode(source.filename))
        if is_sidecar(source.filename) and source.tie.companion_of:
            selection = replace(selection, include=(), min_size=0)  # it goes with its picture, however small
        outcome = foreknown(source, known, selection, move=self._move)
        if selection.companions is Companions.SKIP:
            return outcome if outcome and outcome.verdict is not Verdict.SKIPPED else self._apart(source, outcome)
        lead = self._lead_of(source)
        outcome = self._with(lead, source, selection, outcome) if lead else outcome
        if lead and not is_sidecar(source.filename) and _is_left_out(lead):
            source, lead = self._instead_of(lead, source), None
        burst = self._lead(source, source.tie.burst_of) if source.tie.burst_of else None
        own = self._leading(source, known, outcome)
        return outcome or Passenger(source, own, lead, burst)

    def _apart(self, source: Source, outcome: Outcome | None) -> Passenger | Outcome:
        """A file where nothing goes with anything."""
        if is_sidecar(source.filename) and source.tie.companion_of:
            return Outcome(source, Verdict.SKIPPED, f"describes {source.tie.companion_of}", unwritten=True)
        return outcome or Passenger(source)

    def _with(self, lead: Lead, source: Source, selection: Selection, outcome: Outcome | None) -> Outcome | None:
        """What is known to become of a companion; what was no picture is looked at again with its leader."""
        if outcome and (outcome.verdict is not Verdict.SKIPPED or passed_over(source, selection)):
            return outcome
        sidecar = is_sidecar(source.filename)
        if _is_left_out(lead):
            reason = f"goes with {lead.source.filename}, which is left out"
            return Outcome(source, Verdict.SKIPPED, reason, unwritten=True) if sidecar else outcome
        may_tell = sidecar or (is_video(source.filename) and selection.others is Others.SKIP)
        if may_tell and self._policy.treatment.metadata is not Metadata.ALL:
            return Outcome(source, Verdict.SKIPPED, "left out: it may tell places and names", unwritten=True)
        return None

    def _leading(self, source: Source, known: Known | None, outcome: Outcome | None) -> Lead | None:
        """Where others go with it: what they are told."""
        if not (source.tie.companions or source.tie.leads_burst):
            return None
        own = self._leads[source.filename] = Lead(source)
        if left_out := self._stands_in.get(source.filename):
            self._in_place_of.setdefault(left_out, own)
        if outcome and outcome.verdict is Verdict.UNCHANGED and known:
            self._settle(own, known)
        elif outcome:
            own.settle(outcome)
        else:
            own.earlier = tuple(self._placed_earlier(source))
        return own

    def _placed_earlier(self, source: Source) -> Iterator[tuple[str, int]]:
        """Where those lie that go with it and have its stem, with their days."""
        stem = split_name(source.filename)[0]
        for name in source.tie.companions:
            known = self._known.get(os.fsencode(name))
            if known and known.digest and split_name(name)[0] == stem:
                itself = Source(source.beside(name), 0, 0)
                lying = self._index.placed.copy_of(known.digest, itself)
                if lying and lying.source == itself.name:
                    yield lying.target, known.day

    def _lead_of(self, source: Source) -> Lead | None:
        name = source.tie.companion_of
        if not name:
            return None
        if name in self._in_place_of and not describes_by_name(source.filename, name):
            return self._in_place_of[name]
        return self._lead(source, name)

    def _lead(self, source: Source, name: str) -> Lead:
        """Who has that name in the folder of `source`; one that is not in the batch was done before."""
        if name not in self._leads:
            lead = self._leads[name] = Lead(Source(source.beside(name), 0, 0))
            if known := self._known.get(os.fsencode(name)):
                self._settle(lead, known)
            else:
                lead.settle(Outcome(lead.source, Verdict.FAILED))
        return self._leads[name]

    def _settle(self, lead: Lead, known: Known) -> None:
        """An earlier run placed it, or a twin of it."""
        lying = self._index.placed.copy_of(known.digest, lead.source) if known.digest else None
        told = Outcome(
            lead.source, known.verdict, known.reason, target=lying.target if lying else "", digest=known.digest
        )
        lead.day = known.day
        lead.settle(told if lying or known.verdict is Verdict.SKIPPED else replace(told, verdict=Verdict.FAILED))

    def _instead_of(self, lead: Lead, source: Source) -> Source:
        """A picture or a video whose leader is left out goes alone, and leads those that are left, if it is placed."""
        if is_video(source.filename) and self._policy.selection.others is Others.SKIP:
            return replace(source, tie=replace(source.tie, companion_of=""))
        name, left = source.tie.companion_of, lead.source.tie.companions
        behind = left[left.index(source.filename) + 1 :] if source.filename in left else ()
        companions = (*source.tie.companions, *(each for each in behind if not describes_by_name(each, name)))
        self._stands_in.setdefault(source.filename, name)
        return replace(source, tie=replace(source.tie, companion_of="", companions=companions))


def _is_left_out(lead: Lead) -> bool:
    return lead.foretold is not None and lead.foretold.verdict is Verdict.SKIPPED
