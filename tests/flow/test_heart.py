"""A claim beats beside the work, and the work ends when DST is somebody else's."""

from pathlib import Path

import pytest
from anyio import Event, sleep, sleep_forever

from vipsort.flow.heart import while_beating
from vipsort.photo.errors import RunError
from vipsort.store.claim import Pace
from vipsort.store.holder import Holder
from vipsort.store.lock import locked

pytestmark = pytest.mark.anyio
QUICK = Pace(beat=0.01, watch=0.2)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "dst" / ".vipsort" / "lock"
    path.parent.mkdir(parents=True)
    return path


async def test_the_claim_beats_as_long_as_the_work_lasts(lock: Path) -> None:
    claimed = lock.with_name("lock.1")

    async def until_it_has_beaten() -> None:
        before = claimed.read_bytes()
        while claimed.read_bytes() == before:  # noqa: ASYNC110 - a file is no event
            await sleep(0.005)

    with locked(lock, QUICK) as claim:
        await while_beating(claim, until_it_has_beaten)


async def test_the_work_ends_when_the_claim_is_lost(lock: Path) -> None:
    ended = Event()

    async def work() -> None:
        lock.with_name("lock.2").write_bytes(bytes(Holder("nas1", "", 4711, "", "2026-11-21T13:20:05")))
        try:
            await sleep_forever()
        finally:
            ended.set()

    with locked(lock, QUICK) as claim, pytest.raises(RunError, match=r"was taken over .*: pid 4711 on nas1"):
        await while_beating(claim, work)
    assert ended.is_set()


async def test_what_stops_the_work_is_told_as_it_is(lock: Path) -> None:
    async def full() -> None:
        raise RunError("the disk is full")

    with locked(lock, QUICK) as claim, pytest.raises(RunError, match=r"^the disk is full$"):
        await while_beating(claim, full)
