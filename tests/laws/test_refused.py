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
    ("src", "openat2", 1, "ESTALE"),
    ("src", "getdents64", 1, "EIO"),
    ("src", "newfstatat", 21, "EIO"),
    ("src", "openat2", 4, "EIO"),
    ("src", "openat", 1, "EACCES"),
    ("src", "openat2", 8, "EACCES"),
    ("src", "read", 2, "ESTALE"),
    ("src", "newfstatat", 3, "EIO"),
    ("src", "getdents64", 2, "EIO"),
    ("dst", "mkdirat", 2, "EACCES"),
    ("dst", "write", 6, "ENOSPC"),
    ("dst", "fsync", 6, "EIO"),
    ("dst", "renameat2", 2, "EIO"),
    ("dst", "utimensat", 1, "EACCES"),
    ("dst", "write", 2, "EIO"),
]
REFUSALS_OF_A_MOVE = [
    ("src", "renameat2", 2, "EACCES"),
    ("src", "unlinkat", 1, "EIO"),
    ("dst", "read", 2, "EIO"),
    ("dst", "openat2", 40, "ESTALE"),
    ("trash", "mkdirat", 2, "EACCES"),
    ("trash", "fsync", 3, "ENOSPC"),
]
REFUSALS_OF_AN_UNDO = [
    ("src", "renameat2", 1, "EIO"),  # of the twin, whose bytes another file's copy still holds
    ("src", "openat2", 1, "EACCES"),
    ("dst", "openat2", 13, "EIO"),
    ("dst", "unlinkat", 1, "EACCES"),
    ("dst", "unlinkat", 4, "EIO"),  # of a folder
    ("dst", "pwrite64", 1, "ENOSPC"),
]
"""bench/faults/refuse.py takes all calls with all errors."""

Refusal = tuple[str, str, int, str]


@needs_tracing
@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_a_call_that_fails_once_costs_no_picture(tree: Tree, refusal: Refusal) -> None:
    assert not what_went_wrong(tree, refusal, "--layout", "month")


@needs_tracing
@pytest.mark.parametrize("refusal", REFUSALS_OF_A_MOVE, ids=str)
def test_a_call_of_a_move_that_fails_once_costs_no_picture(tree: Tree, refusal: Refusal) -> None:
    assert not what_went_wrong(tree, refusal, "--move", "--trash", "trash")


@needs_tracing
@pytest.mark.parametrize("refusal", REFUSALS_OF_AN_UNDO, ids=str)
def test_a_call_of_an_undo_that_fails_once_costs_no_picture(tree: Tree, refusal: Refusal) -> None:
    assert not what_went_wrong(tree, refusal, "--move", undoes=True)


@needs_tracing
def test_a_journal_whose_length_cannot_be_told_stops_the_run_in_one_line(tree: Tree) -> None:
    story = Story(FILES, ()).told(tree)
    begin(tree, story)
    _ran, calls = struck(tree, story, Strike(calls=("newfstatat",), below=("dst",)))
    last = [call.number for call in calls if call.path.endswith("journal.jsonl")][-1]
    assert not what_went_wrong(tree, ("dst", "newfstatat", last, "EIO"))


def what_went_wrong(tree: Tree, refusal: Refusal, *options: str, undoes: bool = False) -> list[str]:
    """What is wrong after a run whose n-th call of a kind was refused."""
    below, call, number, error = refusal
    story = Story(FILES, options, undoes=undoes).told(tree)
    begin(tree, story)
    ran, calls = struck(tree, story, Strike(error, number, (call,), (below,)))
    assert len(calls) >= number, "there was no such call"
    after = after_the_next_run(tree, story, ran, twins_may_change=below == "src")
    return [*how_it_ended(ran), *after_the_blow(tree, story), *after]


def how_it_ended(ran: Ran) -> Iterator[str]:
    """What is wrong with the end of a run that a call failed."""
    if ran.code not in {0, 1, 3} or "Traceback" in ran.err:
        yield f"it ended with {ran.code}: {ran.err[-300:]}"
    elif ran.code != 1 and "found" in ran.summary and len(outcomes(ran)) != ran.summary["found"]:
        yield "its verdicts do not add up"
