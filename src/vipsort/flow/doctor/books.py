"""The books of a DST looked into without holding it: who does, and whether the index is that of the journal."""

import os
from collections.abc import Iterator
from pathlib import Path

from vipsort.flow.doctor.sign import Sign
from vipsort.photo.errors import RunError
from vipsort.photo.units import show_size
from vipsort.store.claims import Claims
from vipsort.store.database import journal_length
from vipsort.store.holder import Fate
from vipsort.store.mounted import refuse_unmounted_dst
from vipsort.store.share import on_share
from vipsort.store.state import State, state_of

_RIGHT = "get the right to it (chown, chmod), or run as its owner"
_ELSEWHERE = "--state-dir DIR on a disk of this machine"


def signs_of_books(part: str, dst: Path, state_dir: Path | None) -> Iterator[Sign]:
    """DST need not be there yet."""
    state = state_of(dst, state_dir)
    yield from _home(part, state)
    try:
        refuse_unmounted_dst(dst, state.journal, state_dir)
    except RunError as error:
        yield Sign(part, "journal", str(error), "mount it", loses=True)
        return
    yield from _unusable(part, state)
    if not state.journal.is_file():
        yield Sign(part, "journal", f"none yet; the index would lie at {state.index}")
        return
    held = _held(part, dst, state)
    yield held
    if not held.loses:  # whoever holds DST holds the index
        yield _index(part, state)


def _home(part: str, state: State) -> Iterator[Sign]:
    """Where the index lies, if that is no good place."""
    there = next(folder for folder in state.index.parents if folder.is_dir())
    if on_share(there):
        yield Sign(part, "index", f"{state.index} lies on a share, where SQLite is not safe", _ELSEWHERE, loses=True)
    elif not os.access(there, os.W_OK) and state.index.parent != state.journal.parent:
        yield Sign(part, "index", f"{there} cannot be written", _ELSEWHERE, loses=True)


def _unusable(part: str, state: State) -> Iterator[Sign]:
    """What has the name of a book and is none, or may not be written."""
    folder = state.journal.parent
    if folder.exists() and not folder.is_dir():
        yield Sign(part, "journal", f"{folder} is no folder", "move it away", loses=True)
    elif folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Sign(part, "journal", f"{folder} cannot be written", _RIGHT, loses=True)
    for book in (state.journal, state.index, state.lock):
        if book.exists() and not book.is_file():
            yield Sign(part, "journal", f"{book} is no file", "move it away", loses=True)
        elif book.exists() and not os.access(book, os.R_OK | os.W_OK):
            yield Sign(part, "journal", f"{book} cannot be read and written", _RIGHT, loses=True)


def _held(part: str, dst: Path, state: State) -> Sign:
    try:
        seen = Claims(state.lock).look()
    except OSError as error:
        return Sign(part, "held", f"who holds it cannot be read: {error.strerror}", "the right to read it", loses=True)
    if seen.is_free:
        return Sign(part, "held", "by nobody")
    fate = seen.holder.fate(on_share=on_share(dst)) if seen.holder else Fate.FAR
    who = seen.holder or "a run that did not say who it is"
    if fate is Fate.LIVES:
        return Sign(part, "held", f"by {who}", "wait for its end", loses=True)
    if fate is Fate.FAR:
        return Sign(part, "held", f"by {who}, which only its beat tells", "a run watches it for 90 s and takes over")
    return Sign(part, "held", f"by nobody: {who} is dead, and the next run finishes what it began")


def _index(part: str, state: State) -> Sign:
    written, taken = state.journal.stat().st_size, journal_length(state.index)
    if not state.index.exists():
        fact = f"is missing at {state.index}; the next run makes it of the journal ({show_size(written)})"
    elif not taken:
        fact = f"cannot be read, or is of another version; the next run makes it of the journal: {state.index}"
    elif taken == written:
        fact = f"matches the journal ({show_size(written)}): {state.index}"
    elif taken < written:
        fact = f"is {show_size(written - taken)} behind the journal; the next run catches up"
    else:
        fact = "is of a longer journal than there is; the next run makes it anew"
    return Sign(part, "index", fact)
