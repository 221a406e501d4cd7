"""What in DST is spoken for."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anyio import create_task_group, wait_all_tasks_blocked

from make import PHOTO, SOURCE
from vipsort.flow.books import Books
from vipsort.flow.names import Asked
from vipsort.flow.spoken_for import Claim, SpokenFor
from vipsort.photo.model import Outcome, Twin, Verdict
from vipsort.store.index import Index
from vipsort.store.records import to_record
from vipsort.store.root import Root
from vipsort.store.state import state_of

pytestmark = pytest.mark.anyio

OTHER = replace(PHOTO, source=replace(SOURCE, name="b.jpg"))
WANTED = ("2019", "a", ".jpg")
TWIN = Outcome(OTHER.source, Verdict.DUPLICATE, "the same bytes as 2019/IMG_0001.jpg")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index(None, tmp_path / "journal.jsonl") as index:
        yield index


@pytest.fixture
def spoken_for(dst: Root, index: Index) -> SpokenFor:
    return SpokenFor(Books(dst, index, state_of(dst.path, None)))


def put(dst: Path, name: str, data: bytes = b"theirs") -> None:
    (dst / name).parent.mkdir(parents=True, exist_ok=True)
    (dst / name).write_bytes(data)


async def names(spoken_for: SpokenFor, *wanted: tuple[str, str, str]) -> list[str]:
    return [(await spoken_for.claim_name(Asked(each), b"ours")).path for each in wanted]


async def test_a_name_is_given_once(spoken_for: SpokenFor) -> None:
    assert await names(spoken_for, WANTED, WANTED, WANTED) == ["2019/a.jpg", "2019/a-2.jpg", "2019/a-3.jpg"]


async def test_names_that_some_share_takes_for_the_same_are_the_same(spoken_for: SpokenFor) -> None:
    alike = [("2019", "É", ".JPG"), ("2019", "e\u0301", ".jpg"), ("2019", "é-2", ".jpg")]
    assert await names(spoken_for, *alike) == ["2019/É.JPG", "2019/e\u0301-2.jpg", "2019/é-2-2.jpg"]


async def test_a_folder_and_the_top_have_names_of_their_own(spoken_for: SpokenFor) -> None:
    assert await names(spoken_for, WANTED, ("", "a", ".jpg"), ("2018", "a", ".jpg")) == [
        "2019/a.jpg",
        "a.jpg",
        "2018/a.jpg",
    ]


async def test_what_an_earlier_run_placed_keeps_its_name(spoken_for: SpokenFor, index: Index) -> None:
    index.apply(to_record(Outcome(SOURCE, Verdict.PLACED, target="2019/A.jpg", digest="d")))
    assert await names(spoken_for, WANTED) == ["2019/a-2.jpg"]


async def test_what_somebody_put_there_keeps_its_name(spoken_for: SpokenFor, tmp_path: Path) -> None:
    put(tmp_path, "2019/A.JPG")
    assert await names(spoken_for, WANTED) == ["2019/a-2.jpg"]


@pytest.mark.parametrize("data", [b"ours", io.BytesIO(b"ours")], ids=["held", "giant"])
async def test_what_lies_there_already_is_not_placed_again(
    spoken_for: SpokenFor, tmp_path: Path, data: bytes | io.BytesIO
) -> None:
    put(tmp_path, "2019/a.jpg")
    put(tmp_path, "2019/A-2.jpg", b"ours")
    target = await spoken_for.claim_name(Asked(WANTED), data)
    assert (target.path, target.is_there) == ("2019/A-2.jpg", True)
    again = await spoken_for.claim_name(Asked(WANTED), data)
    assert (again.path, again.is_there) == ("2019/a-3.jpg", False)


async def test_a_folder_is_listed_once(spoken_for: SpokenFor, tmp_path: Path) -> None:
    await names(spoken_for, WANTED)
    put(tmp_path, "2019/b.jpg")
    assert await names(spoken_for, ("2019", "b", ".jpg")) == ["2019/b.jpg"]


async def test_a_name_that_somebody_was_faster_with_is_theirs(spoken_for: SpokenFor) -> None:
    spoken_for.note_foreign(await spoken_for.claim_name(Asked(WANTED), b"ours"))
    assert await names(spoken_for, WANTED) == ["2019/a-2.jpg"]


async def test_a_name_that_came_to_nothing_is_free_again(spoken_for: SpokenFor) -> None:
    spoken_for.release_name(await spoken_for.claim_name(Asked(WANTED), b"ours"))
    assert await names(spoken_for, WANTED) == ["2019/a.jpg"]


async def test_who_has_the_same_bytes_is_told_while_they_are_on_their_way(spoken_for: SpokenFor) -> None:
    assert spoken_for.twin(OTHER) == (None, None)
    claim = spoken_for.claim_bytes(PHOTO)
    assert spoken_for.twin(OTHER) == (Twin(SOURCE.name), claim)


async def test_who_had_the_same_bytes_is_told_later(spoken_for: SpokenFor, index: Index) -> None:
    spoken_for.claim_bytes(PHOTO)
    done = Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg", digest=PHOTO.digest)
    index.apply(to_record(done))
    spoken_for.forget(done)
    assert spoken_for.twin(OTHER) == (Twin(SOURCE.name, "2019/a.jpg"), None)


async def test_a_twin_s_own_outcome_does_not_end_the_claim(spoken_for: SpokenFor) -> None:
    claim = spoken_for.claim_bytes(PHOTO)
    spoken_for.forget(replace(TWIN, digest=PHOTO.digest))
    assert spoken_for.twin(OTHER) == (Twin(SOURCE.name), claim)


async def test_a_twin_waits_for_what_becomes_of_the_first_one() -> None:
    told: list[Outcome] = []

    async def wait(claim: Claim) -> None:
        told.append(await claim.told(TWIN))

    async with create_task_group() as tasks:
        with Claim("a.jpg") as claim:
            tasks.start_soon(wait, claim)
            await wait_all_tasks_blocked()
            assert told == []
            claim.outcome = Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg")
    assert told == [replace(TWIN, target="2019/a.jpg")]


@pytest.mark.parametrize("outcome", [None, Outcome(SOURCE, Verdict.FAILED, "no room")])
async def test_a_twin_of_a_failure_has_failed(outcome: Outcome | None) -> None:
    with Claim("a.jpg", outcome=outcome) as claim:
        pass
    told = await claim.told(TWIN)
    assert told.verdict is Verdict.FAILED
    assert told.reason == "the same bytes as 2019/IMG_0001.jpg, which failed"


async def given(spoken_for: SpokenFor, *asked: Asked) -> list[str]:
    return [(await spoken_for.claim_name(each, b"ours")).path for each in asked]


async def test_who_leads_shares_its_stem_with_nobody_else(spoken_for: SpokenFor) -> None:
    lone, leader, other = Asked(("", "a", ".png")), Asked(WANTED, leads=True), Asked(("2019", "a", ".png"))
    assert await given(spoken_for, lone, leader, other) == ["a.png", "2019/a.jpg", "2019/a-2.png"]
    companion = Asked(("2019", "a", ".mov"), beside="2019/a.jpg")
    assert await given(spoken_for, companion, companion) == ["2019/a.mov", "2019/a-2.mov"]


async def test_who_leads_takes_no_stem_that_somebody_has(spoken_for: SpokenFor, tmp_path: Path) -> None:
    put(tmp_path, "2019/A-2.txt")
    assert await given(spoken_for, Asked(("2019", "A", ".png")), Asked(WANTED, leads=True)) == [
        "2019/A.png",
        "2019/a-3.jpg",
    ]


async def test_who_leads_finds_its_own_bytes_beside_its_companions(spoken_for: SpokenFor, tmp_path: Path) -> None:
    put(tmp_path, "2019/a.jpg", b"ours")
    put(tmp_path, "2019/a.mov")
    assert await given(spoken_for, Asked(WANTED, leads=True)) == ["2019/a.jpg"]


async def test_a_stem_stays_reserved_once_it_is_recorded_and_is_free_when_it_came_to_nothing(
    spoken_for: SpokenFor, index: Index
) -> None:
    leader, other = Asked(WANTED, leads=True), Asked(("2019", "a", ".png"))
    target = await spoken_for.claim_name(leader, b"ours")
    spoken_for.release_name(target)
    assert await given(spoken_for, other) == ["2019/a.png"]
    done = Outcome(SOURCE, Verdict.PLACED, target="2019/b.jpg", digest="d", placed_digest="d", leads=True)
    index.apply(to_record(done))
    spoken_for.forget(done)
    assert await given(spoken_for, Asked(("2019", "B", ".png"))) == ["2019/B-2.png"]
    index.apply({"kind": "undoing", "targets": ["2019/b.jpg"]})
    assert await given(spoken_for, Asked(("2019", "B", ".png"))) == ["2019/B.png"]


async def test_bytes_that_lie_beside_a_twin_already_are_found(spoken_for: SpokenFor, index: Index) -> None:
    placed = Outcome(SOURCE, Verdict.PLACED, target="2019/a.xmp", digest="d", placed_digest="d", bytes_out=4)
    index.apply(to_record(placed))
    asked = Asked(("2019", "a", ".xmp"), beside="2019/a.jpg", digest="d")
    target = await spoken_for.claim_name(asked, b"ours", "d")
    assert (target.path, target.is_twin) == ("2019/a.xmp", True)
    other = await spoken_for.claim_name(replace(asked, digest="e"), b"ours", "e")
    assert (other.path, other.is_twin) == ("2019/a-2.xmp", False)


async def test_names_with_many_dots_come_to_an_end(spoken_for: SpokenFor) -> None:
    leader = Asked(("", "2019", ".jpg"), leads=True)
    others = [Asked(("", "2019.07.04 trip", ".jpg")), Asked(("", "2019.07", "")), Asked(("", "2019", ".png"))]
    assert await given(spoken_for, leader, *others) == ["2019.jpg", "2019.07.04 trip.jpg", "2019.07", "2019-2.png"]
