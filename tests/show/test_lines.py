"""What a person reads of a file."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.lines import line, trace

NAME = SOURCE.name
ONCE = Making(steps=(Step(None, 1.0, 5),))
SEARCHED = Making(71, steps=(Step(80, 1.0, 90_000, 0.125), Step(73, 1.0, 520_000), Step(71, 1.0, 500_000)))


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg"), f"{NAME} -> 2019/a.jpg"),
        (
            Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg", bytes_out=500_000, making=SEARCHED),
            f"{NAME} -> 2019/a.jpg (2.0 MB to 500.0 kB, quality 71)",
        ),
        (
            Outcome(
                SOURCE, Verdict.PLACED, target="2019/a.jpg", bytes_out=9_000, making=replace(SEARCHED, scale=0.625)
            ),
            f"{NAME} -> 2019/a.jpg (2.0 MB to 9.0 kB, quality 71, sides at 62%)",
        ),
        (
            Outcome(SOURCE, Verdict.PLACED, "webp cannot hold its IPTC", "a.webp", bytes_out=5, making=ONCE),
            f"{NAME} -> a.webp (2.0 MB to 5 B) (webp cannot hold its IPTC)",
        ),
        (
            Outcome(SOURCE, Verdict.QUARANTINED, "cut short", "Corrupted/a.jpg"),
            f"{NAME}: cut short, kept in Corrupted/a.jpg",
        ),
        (
            Outcome(SOURCE, Verdict.DUPLICATE, "the same bytes as b.jpg", "2019/b.jpg"),
            f"{NAME}: left out, the same bytes as b.jpg",
        ),
        (
            Outcome(SOURCE, Verdict.DUPLICATE, "the same bytes as b.jpg", "Duplicates/a.jpg", bytes_out=5),
            f"{NAME}: the same bytes as b.jpg, kept in Duplicates/a.jpg",
        ),
        (Outcome(SOURCE, Verdict.SKIPPED, "not a picture"), f"{NAME}: left out, not a picture"),
        (Outcome(SOURCE, Verdict.UNCHANGED, "done by an earlier run"), f"{NAME}: done by an earlier run"),
        (Outcome(SOURCE, Verdict.FAILED, "cannot be read"), f"{NAME}: failed, cannot be read"),
    ],
)
def test_a_file_is_a_line_with_its_name_and_what_happens_now(outcome: Outcome, text: str) -> None:
    assert line(outcome) == text


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("hostile", ["\x1b[2J", "a\nb", "\r", "\x9b", "\u202e", "\udcff", "\x7f"])
def test_nothing_of_a_name_reaches_a_terminal_raw(verdict: Verdict, hostile: str) -> None:
    said = line(Outcome(replace(SOURCE, name=hostile), verdict, f"the same bytes as {hostile}", target=hostile))
    assert said.isprintable()
    said.encode()


def test_a_search_is_told_step_by_step() -> None:
    placed = Outcome(SOURCE, Verdict.PLACED, making=replace(SEARCHED, bound=Bound.SIZE))
    assert trace(placed) == "    size: q80 90.0 kB of 12%, q73 520.0 kB, q71 500.0 kB\n"


def test_fewer_pixels_are_told_in_the_search() -> None:
    steps = (Step(None, 1.0, 700_000), Step(None, 0.5, 90_000))
    shrunk = Outcome(SOURCE, Verdict.PLACED, making=Making(None, 0.5, Bound.SHRUNK, 90_000, steps))
    assert trace(shrunk) == "    shrunk: encoded 700.0 kB, encoded at 50% 90.0 kB\n"


@pytest.mark.parametrize("making", [Making(), Making(bound=Bound.FITS), ONCE])
def test_what_was_not_searched_for_has_no_trace(making: Making) -> None:
    assert trace(Outcome(SOURCE, Verdict.PLACED, making=making)) == ""
