"""The way of one picture, from a file found to an outcome."""

from dataclasses import replace
from functools import partial

from anyio import to_thread

from vipsort.flow.budget import Holding
from vipsort.flow.company import Lead, Passenger
from vipsort.flow.doors import Doors
from vipsort.flow.examine import Examined, Examiner
from vipsort.flow.isolation import Isolation
from vipsort.flow.landing import Arrival, Landing
from vipsort.flow.placing import Placer
from vipsort.flow.rendering import Rendering
from vipsort.flow.room import TooDear
from vipsort.flow.settings import Settings
from vipsort.flow.spoken_for import SpokenFor
from vipsort.photo.beside import goes_along, joined, judge_companion
from vipsort.photo.days import date_of_burst
from vipsort.photo.decide import failed, judge, outcome, quarantine
from vipsort.photo.errors import PictureError, Undecodable, Unfit
from vipsort.photo.model import Outcome, Photo, Plan, Twin, Verdict
from vipsort.photo.work import Copy
from vipsort.pixels.look import Looked


class Journey:
    """The ways of all pictures of a run; each is one call of `travel`.

    Nothing waits in a circle: bytes are admitted and both gates are passed in scan order, who holds pixels waits for a
    core alone, and who goes with another one waits for what is before it in that order.
    """

    def __init__(
        self, settings: Settings, examiner: Examiner, spoken_for: SpokenFor, doors: Doors, isolation: Isolation
    ) -> None:
        self._settings = settings
        self._examiner = examiner
        self._spoken_for = spoken_for
        self._doors = doors
        self._isolation = isolation
        self._rendering = Rendering(doors, isolation, settings.dry_run)
        placer = Placer(spoken_for.books, spoken_for, doors.reach, doors.in_hand)
        self._landing = Landing(spoken_for, doors.naming, placer, settings.policy)

    async def travel(self, ticket: int, passenger: Passenger, held: Holding) -> Outcome:
        """One picture's outcome; `held` is its share of the byte budget, given back here."""
        in_hand, name = self._doors.in_hand, passenger.source.name
        with in_hand.way_of(name):
            outcome = replace(await self._travelled(ticket, passenger, held), seconds=in_hand.worked(name))
        if passenger.leads:
            passenger.leads.settle(outcome)
        return outcome

    async def _travelled(self, ticket: int, passenger: Passenger, held: Holding) -> Outcome:
        source = passenger.source
        try:
            examined = await self._examine(passenger)
            try:
                if self._isolation.is_suspect(source):
                    examined = await self._looked_into(examined)
                arrival = Arrival(ticket, examined.photo, examined.fetched, held, passenger.leads)
                outcome = await self._judged(arrival, passenger)
                return replace(outcome, companion_of=arrival.lead.source.name) if arrival.lead else outcome
            finally:
                examined.fetched.close()
        except PictureError as error:
            return Outcome(source, Verdict.FAILED, str(error))
        finally:
            held.shrink(0)
            self._doors.judging.pass_by(ticket)
            self._doors.naming.pass_by(ticket)

    async def _examine(self, passenger: Passenger) -> Examined:
        """The file read and looked into, tried again where a share hiccups. Raises Unreadable."""
        source = passenger.source
        work = partial(self._doors.in_hand.timed, source.name, partial(self._examiner.examine, source))
        return await self._doors.reach.read(self._examiner.src, work, source.size)

    async def _looked_into(self, examined: Examined) -> Examined:
        """A suspect, of which only the bytes are known, examined; what it does to another process is its flaw."""
        fetched, format_ = examined.fetched, examined.photo.format
        if format_ is None:
            return examined
        try:
            looked = await self._isolation.look(fetched.data, format_)
        except Undecodable as error:
            looked = Looked(flaw=str(error))
        return await to_thread.run_sync(self._examiner.examined, fetched, looked)

    async def _judged(self, arrival: Arrival, passenger: Passenger) -> Outcome:
        """First gate: what is to be done, and who speaks for these bytes."""
        async with self._doors.judging.turn(arrival.ticket):
            arrival.lead = _accompanied(arrival.photo, passenger.follows)
            arrival.photo = photo = _dated(arrival.photo, arrival.lead, passenger.burst)
            twin, on_its_way = self._spoken_for.twin(photo)
            plan = self._decided(photo, twin, arrival.lead)
            if isinstance(plan, Plan) and not twin:
                arrival.claim = self._spoken_for.claim_bytes(photo)
            if passenger.leads:
                passenger.leads.hear(photo, plan, (twin, on_its_way))
        twin_of = on_its_way if plan.verdict is Verdict.DUPLICATE else None
        if isinstance(plan, Plan) and twin_of and await twin_of.has_failed():  # a copy would stand for it
            plan = outcome(photo, plan.verdict, plan.reason)
        if isinstance(plan, Outcome):
            arrival.fetched.close()
            arrival.held.shrink(0)
            self._doors.naming.pass_by(arrival.ticket)
            return await twin_of.told(plan) if twin_of else plan
        if arrival.claim is None:
            return await self._carried_out(arrival, plan)
        with arrival.claim as claim:
            claim.outcome = await self._carried_out(arrival, plan)
            return claim.outcome

    def _decided(self, photo: Photo, twin: Twin | None, lead: Lead | None) -> Plan | Outcome:
        policy = self._settings.policy
        if lead is None:
            return judge(photo, twin, policy)
        plan = judge_companion(photo, twin, policy)
        told = lead.judged
        is_left_out = told is not None and told.verdict is Verdict.SKIPPED
        return joined(photo, plan, told, policy) if told and is_left_out and isinstance(plan, Plan) else plan

    async def _carried_out(self, arrival: Arrival, plan: Plan) -> Outcome:
        """New bytes where they are asked for; then the second gate: a name; then a place."""
        photo, rendered, unchecked = arrival.photo, None, False
        try:
            rendered = await self._rendering.rendered(plan, photo, arrival.fetched)
        except Undecodable as error:
            plan = quarantine(str(error), self._settings.policy.arrangement)
        except Unfit as error:
            unchecked = isinstance(error, TooDear) and isinstance(plan.work, Copy)
            if not unchecked:
                return failed(photo, error)
            plan = replace(plan, reason=f"not checked: {error}")
        return await self._landing.land(arrival, plan, rendered, unchecked=unchecked)


def _accompanied(photo: Photo, lead: Lead | None) -> Lead | None:
    """With whom a picture goes, now that it is known what both are."""
    return lead if lead and goes_along(photo, lead.judged, lead.day) else None


def _dated(photo: Photo, lead: Lead | None, burst: Lead | None) -> Photo:
    """A companion has its leader's date; a picture of a burst that of the burst's lead, where it has none."""
    if lead and lead.date:
        return replace(photo, date=lead.date, rejected=())
    date = date_of_burst(photo.date, burst.day) if burst else photo.date
    return photo if date is photo.date else replace(photo, date=date, rejected=())
