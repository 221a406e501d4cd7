"""A claim on DST kept beating while something is worked there."""

from collections.abc import Awaitable, Callable
from functools import partial

from anyio import CancelScope, CapacityLimiter, create_task_group, sleep, to_thread

from vipsort.photo.errors import RunError
from vipsort.store.claim import Claim

Work = Callable[[], Awaitable[None]]


async def while_beating(claim: Claim | None, work: Work) -> None:
    """Work with the claim beating beside it. Raises what the work does, and RunError once DST is somebody else's.

    Who only reads has no claim.
    """
    if claim is None:
        await work()
        return
    troubles: list[RunError] = []
    async with create_task_group() as together:
        for part in (partial(_beat, claim), work):
            together.start_soon(_to_its_end, part, troubles, together.cancel_scope)
    if troubles:
        raise troubles[0]


async def _to_its_end(part: Work, troubles: list[RunError], together: CancelScope) -> None:
    """Whichever part ends first, ends the other one."""
    try:
        await part()
    except RunError as error:
        troubles.append(error)
    together.cancel()


async def _beat(claim: Claim) -> None:
    """In a thread of its own: on a share that is stalled it may hang for long, and nothing is to wait for it."""
    own = CapacityLimiter(1)
    while True:
        await sleep(claim.pace.beat)
        await to_thread.run_sync(claim.beat, limiter=own, abandon_on_cancel=True)
