"""The way of one picture, from a file found to an outcome."""

from dataclasses import dataclass, field, replace
from functools import partial

from anyio import CapacityLimiter, to_thread

from vipsort.flow.budget import Budget, Holding
from vipsort.flow.examine import Examined, Examiner
from vipsort.flow.in_hand import InHand
from vipsort.flow.isolation import Isolation
from vipsort.flow.placing import Placer
from vipsort.flow.reach import Reach
from vipsort.flow.room import Room, TooDear
from vipsort.flow.settings import Settings
from vipsort.flow.spoken_for import SpokenFor
from vipsort.flow.turnstile import Turnstile
from vipsort.photo.decide import carried_out, failed, foreseen, judge, quarantine, wanted_name
from vipsort.photo.errors import PictureError, Undecodable, Unfit
from vipsort.photo.model import Outcome, Photo, Plan, Rendered, Source, Verdict
from vipsort.photo.work import Copy, Redescribe
from vipsort.pixels.job import Job
from vipsort.pixels.look import Looked
from vipsort.store.read import Fetched


@dataclass(frozen=True, slots=True)
class Doors:
    """What holds pictures back: two budgets in bytes, a limit in threads, the reach of shares, two gates.

    `in_hand` watches who is on the way.
    """

    bytes_held: Budget
    pixels_held: Budget
    cores: CapacityLimiter
    reach: Reach
    judging: Turnstile
    naming: Turnstile
    in_hand: InHand = field(default_factory=InHand)


class Journey:
    """The ways of all pictures of a run; each is one call of `travel`.

    Nothing waits in a circle: bytes are admitted and both gates are passed in scan order, and who holds pixels waits
    for a core alone.
    """

    def __init__(
        self, settings: Settings, examiner: Examiner, spoken_for: SpokenFor, doors: Doors, isolation: Isolation
    ) -> None:
        self._settings = settings
        self._examiner = examiner
        self._spoken_for = spoken_for
        self._doors = doors
        self._isolation = isolation
        self._placer = Placer(spoken_for.books, spoken_for, doors.reach, doors.in_hand)
        self._room = Room()

    async def travel(self, ticket: int, source: Source, held: Holding) -> Outcome:
        """One picture's outcome; `held` is its share of the byte budget, given back here."""
        with self._doors.in_hand.way_of(source.name):
            outcome = await self._travelled(ticket, source, held)
            return replace(outcome, seconds=self._doors.in_hand.worked(source.name))

    async def _travelled(self, ticket: int, source: Source, held: Holding) -> Outcome:
        try:
            examined = await self._examine(source)
            try:
                if self._isolation.is_suspect(source):
                    examined = await self._looked_into(examined)
                return await self._judged(ticket, examined, held)
            finally:
                examined.fetched.close()
        except PictureError as error:
            return Outcome(source, Verdict.FAILED, str(error))
        finally:
            held.shrink(0)
            self._doors.judging.pass_by(ticket)
            self._doors.naming.pass_by(ticket)

    async def _examine(self, source: Source) -> Examined:
        """The file read and looked into, tried again where a share hiccups. Raises Unreadable."""
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

    async def _judged(self, ticket: int, examined: Examined, held: Holding) -> Outcome:
        """First gate: what is to be done, and who speaks for these bytes."""
        photo = examined.photo
        async with self._doors.judging.turn(ticket):
            twin, on_its_way = self._spoken_for.twin(photo)
            plan = judge(photo, twin, self._settings.policy)
            claim = self._spoken_for.claim_bytes(photo) if isinstance(plan, Plan) and not twin else None
        if isinstance(plan, Outcome):
            examined.fetched.close()
            held.shrink(0)
            self._doors.naming.pass_by(ticket)
            return await on_its_way.told(plan) if on_its_way else plan
        if claim is None:
            return await self._carried_out(ticket, plan, examined, held)
        with claim:
            claim.outcome = await self._carried_out(ticket, plan, examined, held)
            return claim.outcome

    async def _carried_out(self, ticket: int, plan: Plan, examined: Examined, held: Holding) -> Outcome:
        """New bytes where they are asked for; then the second gate: a name; then a place."""
        photo, fetched, policy = examined.photo, examined.fetched, self._settings.policy
        rendered, unchecked = None, False
        try:
            rendered = await self._rendered(plan, photo, fetched)
        except Undecodable as error:
            plan = quarantine(str(error), policy.arrangement)
        except Unfit as error:
            unchecked = isinstance(error, TooDear) and isinstance(plan.work, Copy)
            if not unchecked:
                return failed(photo, error)
            plan = replace(plan, reason=f"not checked: {error}")
        result = replace(carried_out(photo, plan, rendered), unchecked=unchecked)
        wanted = wanted_name(photo, plan, rendered.format if rendered else photo.format, policy.arrangement)
        data = rendered.data if rendered else fetched.data
        if rendered:
            fetched.close()
            held.become(len(rendered.data))
        async with self._doors.naming.turn(ticket):
            target = await self._spoken_for.claim_name(wanted, data)
        return await self._placer.place(result, target, data)

    async def _rendered(self, plan: Plan, photo: Photo, fetched: Fetched) -> Rendered | None:
        """New bytes, or None where the old ones are placed: checked, if that was asked for."""
        if photo.format is None or photo.header is None or plan.work == Copy(check=False):
            return None
        if self._settings.dry_run and isinstance(plan.work, Redescribe):
            if plan.work.check:
                await self._computed(Job(Copy(check=True), photo.format, photo.header), fetched)
            return foreseen(plan.work)
        job = Job(plan.work, photo.format, photo.header, dry_run=self._settings.dry_run)
        return await self._computed(job, fetched)

    async def _computed(self, job: Job, fetched: Fetched) -> Rendered | None:
        """A job done, once there is room for its pixels. Raises Unfit where there never is, Undecodable."""
        if not isinstance(fetched.data, bytes):
            job = replace(job, unheld=fetched.source.size)
        self._room.allow(job.cost)
        async with self._doors.pixels_held.hold(job.cost):
            self._room.find(job.cost, self._doors.bytes_held.statistics())
            return await self._isolation.compute(fetched.source, job, fetched.data)
