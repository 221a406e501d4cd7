"""The second gate and what lies behind it: a name in scan order, then a place under it."""

from dataclasses import dataclass, replace
from typing import BinaryIO

from vipsort.flow.budget import Holding
from vipsort.flow.company import Lead
from vipsort.flow.names import Asked, Target
from vipsort.flow.placing import Placer
from vipsort.flow.spoken_for import Claim, SpokenFor
from vipsort.flow.turnstile import Turnstile
from vipsort.photo.beside import beside, failed_with, joined, stays_beside
from vipsort.photo.decide import carried_out, outcome, wanted_name
from vipsort.photo.kinds import is_sidecar
from vipsort.photo.model import Outcome, Photo, Plan, Rendered, Verdict
from vipsort.photo.policy import Policy
from vipsort.store.read import Fetched

_TWIN_OF = {Verdict.DUPLICATE, Verdict.UNCHANGED}


@dataclass(slots=True)
class Arrival:
    """A picture that is judged, on its way to its name.

    `own` is what those are told that go with it, `lead` is with whom it goes itself, `claim` is on its bytes.
    """

    ticket: int
    photo: Photo
    fetched: Fetched
    held: Holding
    own: Lead | None = None
    lead: Lead | None = None
    claim: Claim | None = None


class Landing:
    """Names and places what was carried out."""

    def __init__(self, spoken_for: SpokenFor, naming: Turnstile, placer: Placer, policy: Policy) -> None:
        self._spoken_for = spoken_for
        self._naming = naming
        self._placer = placer
        self._policy = policy

    async def land(self, arrival: Arrival, plan: Plan, rendered: Rendered | None, *, unchecked: bool) -> Outcome:
        """The second gate: a name, which is not waited for by anybody behind it; then a place."""
        data = rendered.data if rendered else arrival.fetched.data
        if rendered:
            arrival.fetched.close()
            arrival.held.become(len(rendered.data))
        async with self._naming.turn(arrival.ticket):
            match self._with_lead(arrival, plan, rendered):
                case Outcome() as done:
                    return done
                case joined_plan:
                    plan = joined_plan
            result = replace(carried_out(arrival.photo, plan, rendered), unchecked=unchecked)
            result = replace(result, leads=bool(arrival.own and arrival.photo.source.tie.companions))
            target = await self._named(arrival, plan, result, data, rendered)
        if arrival.lead:
            return await self._beside(arrival, arrival.lead, result, target, data)
        return await self._placer.place(result, target, data)

    def _with_lead(self, arrival: Arrival, plan: Plan, rendered: Rendered | None) -> Plan | Outcome:
        """The plan as its leader makes it; where that has come to nothing, a picture stands for itself."""
        if arrival.lead is None:
            return plan
        lead = arrival.lead.named
        alone = arrival.photo.format is not None and lead.verdict is Verdict.FAILED
        if alone or not stays_beside(plan, lead.target):
            arrival.lead = None
            return plan
        as_joined = joined(arrival.photo, plan, lead, self._policy)
        if rendered and isinstance(as_joined, Plan) and as_joined.aside:  # only whole originals are set aside
            arrival.lead = None
            return plan
        return as_joined

    async def _named(
        self, arrival: Arrival, plan: Plan, result: Outcome, data: bytes | BinaryIO, rendered: Rendered | None
    ) -> Target:
        photo = arrival.photo
        if arrival.lead:
            target = await self._claimed_beside(photo, arrival.lead.named, data)
        else:
            format_ = rendered.format if rendered else photo.format
            wanted = wanted_name(photo, plan, format_, self._policy.arrangement)
            asked = Asked(wanted, result.leads, arrival.own.comes_to if arrival.own else "")
            target = await self._spoken_for.claim_name(asked, data, photo.digest)
        if arrival.claim:
            arrival.claim.named = target.path
        if arrival.own:
            arrival.own.foretold = replace(result, target=target.path)
        return target

    async def _claimed_beside(self, photo: Photo, lead: Outcome, data: bytes | BinaryIO) -> Target:
        wanted = beside(photo, lead.source.filename, lead.target)
        # What describes a twin may lie there already, with the very picture.
        digest = photo.digest if lead.verdict in _TWIN_OF and is_sidecar(photo.source.filename) else ""
        return await self._spoken_for.claim_name(Asked(wanted, beside=lead.target, digest=digest), data, photo.digest)

    async def _beside(
        self, arrival: Arrival, lead: Lead, result: Outcome, target: Target, data: bytes | BinaryIO
    ) -> Outcome:
        """A companion is placed once its leader is: where that one lies, and only if it does."""
        foretold, became = lead.named.target, await lead.became()
        if became.verdict is Verdict.FAILED or became.target != foretold:
            self._spoken_for.give_up(target)
        if became.verdict is Verdict.FAILED:
            return failed_with(arrival.photo, lead.source.filename)
        if became.target != foretold:  # somebody was faster, and it has another name
            target = await self._claimed_beside(arrival.photo, became, data)
        if target.is_twin and not await self._spoken_for.is_recorded(target):
            return failed_with(arrival.photo, lead.source.filename)
        if target.is_twin:
            twin = outcome(arrival.photo, Verdict.DUPLICATE, f"the same bytes as {target.path}")
            return replace(twin, target=target.path)
        return await self._placer.place(result, target, data)
