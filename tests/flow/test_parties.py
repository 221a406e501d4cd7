"""Files that belong together depart together."""

from dataclasses import replace

from vipsort.flow.parties import Parties
from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.tie import Tie

LEADER = Source("x/a.jpg", 1, 1, tie=Tie(companions=("a.mov", "a.xmp")))
VIDEO = Source("x/a.mov", 1, 1, tie=Tie(companion_of="a.jpg"))
SIDECAR = Source("x/a.xmp", 1, 1, tie=Tie(companion_of="a.jpg"))
LONE = Source("x/b.jpg", 1, 1)


def placed(source: Source) -> Outcome:
    return Outcome(source, Verdict.PLACED, target=source.name, leads=bool(source.tie.companions))


def departing(parties: Parties, *sources: Source) -> list[str]:
    return [outcome.source.name for outcome in parties.complete([placed(source) for source in sources])]


def test_nobody_of_a_party_departs_before_all_are_recorded() -> None:
    parties = Parties()
    parties.expect([LEADER, VIDEO, SIDECAR, LONE])
    assert departing(parties, LONE, LEADER) == ["x/b.jpg"]
    assert departing(parties, SIDECAR) == []
    assert parties.waiting == 2
    assert departing(parties, VIDEO) == ["x/a.jpg", "x/a.xmp", "x/a.mov"]
    assert parties.waiting == 0


def test_a_sidecar_waits_for_all_that_are_dated_by_it() -> None:
    parties = Parties()
    edited = Source("x/a-edited.jpg", 1, 1, sidecars=("a.xmp",))
    parties.expect([edited])
    parties.expect([LEADER, VIDEO, SIDECAR])
    assert departing(parties, LEADER, SIDECAR, VIDEO) == []
    assert departing(parties, edited) == ["x/a-edited.jpg", "x/a.jpg", "x/a.xmp", "x/a.mov"]


def test_all_stay_where_one_has_failed() -> None:
    parties = Parties()
    parties.expect([LEADER, VIDEO, SIDECAR])
    assert departing(parties, LEADER, SIDECAR) == []
    told = parties.complete([replace(placed(VIDEO), verdict=Verdict.FAILED)])
    assert {outcome.source.name: outcome.stays for outcome in told} == {
        "x/a.jpg": "a.mov, which belongs to it, failed",
        "x/a.xmp": "a.mov, which belongs to it, failed",
        "x/a.mov": "",
    }


def test_what_is_left_when_a_run_is_stopped_stays() -> None:
    parties = Parties()
    parties.expect([LEADER, VIDEO, SIDECAR])
    departing(parties, LEADER)
    (left,) = parties.rest(is_whole=False)
    assert left.stays == "what belongs to it is not done yet"


def test_what_an_engine_before_this_one_recorded_departs_at_the_end() -> None:
    parties = Parties()
    assert parties.keep_for_late([placed(LEADER), placed(LONE)]) == [placed(LONE)]
    parties.expect([VIDEO])
    assert departing(parties, VIDEO) == ["x/a.mov"]
    assert parties.rest(is_whole=True) == [placed(LEADER)]
