"""Laws 1, 4, 5 and 6: a system call that fails once costs a verdict or a run, never a picture."""

from collections.abc import Iterator

import pytest

from aftermath import after_the_blow, after_the_next_run
from conftest import PICTURES, Ran, Tree
from faults import Story, Strike, begin, needs_tracing, outcomes, struck

FILES = {
    **{f"0/{name}": (PICTURES / name).read_bytes() for name in ("canon-40d.jpg", "alpha.png", "truncated.jpg")},
    "1/twin.jpg": (PICTURES / "canon-40d.jpg").read_bytes(),
}
REFUSALS = [
    ("src", "openat", 4, "EIO"),
    ("src", "openat", 1, "EACCES"),
    ("src", "read", 2, "ESTALE"),
    ("src", "newfstatat", 3, "EIO"),
    ("dst", "mkdir", 6, "EACCES"),
    ("dst", "write", 6, "ENOSPC"),
    ("dst", "fsync", 6, "EIO"),
    ("dst", "renameat2", 2, "EIO"),
    ("dst", "utimensat", 1, "EACCES"),
    ("dst", "write", 2, "EIO"),
]
"""bench/faults/refuse.py takes all calls with all errors."""


@needs_tracing
@pytest.mark.parametrize(("below", "call", "number", "error"), REFUSALS, ids=str)
def test_a_call_that_fails_once_costs_no_picture(tree: Tree, below: str, call: str, number: int, error: str) -> None:
    story = Story(FILES, ("--layout", "month")).told(tree)
    begin(tree, story)
    ran, _calls = struck(tree, story, Strike(error, number, (call,), (below,)))
    assert not [*how_it_ended(ran), *after_the_blow(tree, story), *after_the_next_run(tree, story, ran)]


def how_it_ended(ran: Ran) -> Iterator[str]:
    """What is wrong with the end of a run that a call failed."""
    if ran.code not in {0, 1, 3} or "Traceback" in ran.err:
        yield f"it ended with {ran.code}: {ran.err[-300:]}"
    elif ran.code != 1 and len(outcomes(ran)) != ran.summary["found"]:
        yield "its verdicts do not add up"
