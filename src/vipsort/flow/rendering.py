"""New bytes of a picture, once there is room for its pixels."""

from dataclasses import dataclass, field, replace

from vipsort.flow.doors import Doors
from vipsort.flow.isolation import Isolation
from vipsort.flow.room import Room
from vipsort.photo.model import Photo, Plan, Rendered
from vipsort.photo.work import Copy
from vipsort.pixels.job import Job
from vipsort.store.read import Fetched


@dataclass(frozen=True, slots=True)
class Rendering:
    """Carries out what is planned for pixels; a dry run foretells it where it can."""

    doors: Doors
    isolation: Isolation
    dry_run: bool
    room: Room = field(default_factory=Room)

    async def rendered(self, plan: Plan, photo: Photo, fetched: Fetched) -> Rendered | None:
        """New bytes, or None where the old ones are placed: checked, if that was asked for.

        Raises Undecodable, Unfit.
        """
        if photo.format is None or photo.header is None or plan.work == Copy(check=False):
            return None
        job = Job(plan.work, photo.format, photo.header, dry_run=self.dry_run)
        return await self._computed(job, fetched)

    async def _computed(self, job: Job, fetched: Fetched) -> Rendered | None:
        """A job done, once there is room for its pixels. Raises Unfit where there never is, Undecodable."""
        if not isinstance(fetched.data, bytes):
            job = replace(job, unheld=fetched.source.size)
        self.room.allow(job.cost)
        async with self.doors.pixels_held.hold(job.cost):
            self.room.find(job.cost, self.doors.bytes_held.statistics())
            return await self.isolation.compute(fetched.source, job, fetched.data)
