"""What is done with a DST after its runs: taking one back, and reading everything again."""

import os
import time
from pathlib import Path

import anyio

from vipsort.cli.exits import Exit
from vipsort.flow.books import books_to_read, books_to_write
from vipsort.flow.heart import while_beating
from vipsort.flow.places import perhaps
from vipsort.flow.undo import Fate, Undo
from vipsort.flow.verify import Verification
from vipsort.photo.errors import UsageError
from vipsort.show.manner import Manner
from vipsort.show.undo import UndoReporter
from vipsort.show.verify import VerifyReporter
from vipsort.store.runs import run_to_take_back, runs
from vipsort.store.state import State, state_of


def take_back(dst: Path, run: str | None, state_dir: Path | None, manner: Manner, *, for_real: bool) -> Exit:
    """Take a run back, or only tell what that would do. Raises UsageError, RunError."""
    state = _state(dst, state_dir)
    began = time.monotonic()
    with (books_to_write if for_real else books_to_read)(dst, state) as books:
        told = run_to_take_back(runs(state.journal), run, books.dst.path)
        reporter = UndoReporter(told, manner, dry_run=not for_real)
        anyio.run(while_beating, books.claim, Undo(books, told, reporter.tell).work)
        reporter.sum_up(time.monotonic() - began)
    return Exit.TROUBLED if reporter.counts[Fate.LEFT] else Exit.WELL


def verified(dst: Path, state_dir: Path | None, manner: Manner) -> Exit:
    """Read everything again. Raises UsageError, RunError."""
    state = _state(dst, state_dir)
    began = time.monotonic()
    reporter = VerifyReporter(manner)
    can_write = os.access(state.journal, os.W_OK)  # a backup may be mounted for reading only
    with (books_to_write if can_write else books_to_read)(dst, state) as books:
        verification = Verification(books, state.checkpoint if can_write else None, reporter.tell)
        reporter.begin(verification.seen)
        anyio.run(while_beating, books.claim, verification.work)
    seen = verification.seen
    reporter.sum_up(seen, verification.foreign, time.monotonic() - began)
    return Exit.TROUBLED if seen.damaged or seen.missing else Exit.WELL


def _state(dst: Path, state_dir: Path | None) -> State:
    state = state_of(dst, state_dir)
    if not dst.exists():
        raise UsageError(f"DST {dst} does not exist{perhaps(dst)}")
    if not state.journal.is_file():
        raise UsageError(f"{dst} has no journal: vipsort has placed nothing there; name the DST of a run")
    return state
