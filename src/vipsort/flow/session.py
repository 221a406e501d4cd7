"""A run from its first check to its last line: places, lock, books, the run itself, and tidying up."""

import os
import secrets
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Self

from anyio import to_thread

from vipsort import __version__
from vipsort.flow.books import Books
from vipsort.flow.clerk import Watcher
from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.photo.errors import RunError, UsageError
from vipsort.store.error_log import ErrorLog
from vipsort.store.flatten import flatten, lift
from vipsort.store.index import Index
from vipsort.store.journal import Journal, last_record
from vipsort.store.lock import locked
from vipsort.store.place import remove_leftovers
from vipsort.store.state import make_state, state_of


class Session:
    """Holds DST for one run, in the event loop that works it. A dry run reads the books and leaves no trace."""

    run: Run

    def __init__(self, settings: Settings, watcher: Watcher) -> None:
        self._settings = settings
        self._watcher = watcher
        self._held = ExitStack()
        self._started = datetime.now().astimezone().isoformat(timespec="seconds")

    def __enter__(self) -> Self:
        """Check the places and open the books. Raises UsageError, RunError."""
        check_places(self._settings)
        with ExitStack() as held:
            self._books = self._dry_books(held) if self._settings.dry_run else self._open_books(held)
            self._held = held.pop_all()
        self.run = Run(self._settings, self._books, self._watcher)
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the books and let go of DST."""
        self._held.close()

    async def work(self) -> None:
        """The run between its first and its last line in the journal. Raises RunError."""
        books, run = self._books, self.run
        if books.journal:
            await to_thread.run_sync(_finish_what_was_killed, self._settings.dst, books.journal.path)
        name = secrets.token_hex(4)
        src = os.fspath(self._settings.root.resolve())
        await books.note({"kind": "start", "run": name, "at": self._started, "src": src, "version": __version__})
        await run.work()
        if run.was_stopped:
            return
        if books.journal and self._settings.policy.arrangement.flatten:
            await self._flatten()
        await books.note({"kind": "end", "run": name, "found": run.tally.found, **run.tally.by_verdict()})
        if books.journal:
            books.index.commit(books.journal.length)

    async def _flatten(self) -> None:
        merges = flatten(self._settings.dst, self._books.index.made_folders())
        while merge := await to_thread.run_sync(next, merges, None):
            old, new = merge
            await self._books.note({"kind": "moved", "from": old, "to": new})

    def _dry_books(self, held: ExitStack) -> Books:
        state = state_of(self._settings.dst, self._settings.state_dir)
        return Books(self._settings.dst, held.enter_context(Index(None, state.journal)))

    def _open_books(self, held: ExitStack) -> Books:
        state = state_of(self._settings.dst, self._settings.state_dir)
        make_state(state)
        held.enter_context(locked(state.lock))
        index = held.enter_context(Index(state.index, state.journal))
        error_log = ErrorLog(self._settings.log or state.error_log, self._started)
        journal = held.enter_context(closing(Journal(state.journal)))
        return Books(self._settings.dst, index, journal, error_log)


def _finish_what_was_killed(dst: Path, journal: Path) -> None:
    """Bring DST to where the last run's journal says that it is. Raises RunError."""
    match last_record(journal):
        case None | {"kind": "end"}:
            return
        case {"kind": "moved", "from": str(old)}:
            lift(dst / old)
    remove_leftovers(dst)


def check_places(settings: Settings) -> None:
    """Whether SRC and DST can be what they are said to be. Raises UsageError, RunError."""
    try:
        _check_places(settings.src, settings.dst)
    except OSError as error:  # a share that hiccups, not a place that cannot be
        raise RunError(f"cannot look at {error.filename}: {error.strerror}") from error


def _check_places(src: Path, dst: Path) -> None:
    if not src.exists():
        raise UsageError(f"SRC {src} does not exist")
    if not (src.is_dir() or src.is_file()):
        raise UsageError(f"SRC {src} is neither a folder nor a file")
    if not os.access(src, os.R_OK | os.X_OK if src.is_dir() else os.R_OK):
        raise UsageError(f"SRC {src} cannot be read: permission denied")
    if dst.exists() and not dst.is_dir():
        raise UsageError(f"DST {dst} is not a folder")
    inner, outer = src.resolve(), dst.resolve()
    if inner == outer or inner in outer.parents or outer in inner.parents:
        raise UsageError(f"SRC {src} and DST {dst} must not lie in each other")
