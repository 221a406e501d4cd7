"""What a person reads of a file."""

from dataclasses import replace

import pytest

from make import SOURCE
from vipsort.photo.model import Outcome, Verdict
from vipsort.show.lines import line

NAME = SOURCE.name


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg"), f"{NAME} -> 2019/a.jpg"),
        (
            Outcome(SOURCE, Verdict.PLACED, target="2019/a.jpg", bytes_out=500_000, quality=71, encodes=5),
            f"{NAME} -> 2019/a.jpg (2.0 MB to 500.0 kB, quality 71)",
        ),
        (
            Outcome(SOURCE, Verdict.PLACED, "webp cannot hold its IPTC", "a.webp", bytes_out=5, encodes=1),
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
