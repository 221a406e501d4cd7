"""A run from its first check to its last line: places, lock, books, the run itself, and tidying up."""

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from anyio import to_thread

from vipsort.flow import diary
from vipsort.flow.books import books_to_read, books_to_write
from vipsort.flow.departing import Departures
from vipsort.flow.heart import while_beating
from vipsort.flow.places import check_places, looking
from vipsort.flow.reach import Reach
from vipsort.flow.resume import Continuation, Watcher
from vipsort.flow.run import Run
from vipsort.flow.settings import Settings
from vipsort.flow.slate import Slate
from vipsort.store.aside import put_back
from vipsort.store.database import index_answering
from vipsort.store.error_log import ErrorLog
from vipsort.store.flatten import flatten, lift
from vipsort.store.folders import remove_leftovers
from vipsort.store.journal import last_record
from vipsort.store.lock import to_stderr
from vipsort.store.mounted import refuse_unmounted_dst, refuse_unmounted_src
from vipsort.store.removal import Removal
from vipsort.store.root import Root
from vipsort.store.share import lies_on
from vipsort.store.state import state_of
from vipsort.version import VERSION

FINISHING = 30
"""Seconds that the pictures in hand get when a run is asked to end: a share may never answer."""

GRACE = 5
"""Seconds for a run to end by itself once a share is silent."""


class Session:
    """Holds DST for one run, in the event loop that works it. A dry run reads the books and leaves no trace."""

    run: Run

    def __init__(
        self, settings: Settings, watcher: Watcher, slate: Slate, tell: Callable[[str], None] = to_stderr
    ) -> None:
        """`tell` is told of whoever holds DST, where that has to be waited for."""
        self._settings = settings
        self._watcher = watcher
        self._slate = slate
        self._tell = tell
        self._held = ExitStack()
        self._started = datetime.now().astimezone().isoformat(timespec="seconds")

    def __enter__(self) -> Self:
        """Check the places and open the books. Raises UsageError, RunError."""
        settings = self._settings
        check_places(settings)
        state = state_of(settings.dst, settings.state_dir)
        with looking(), ExitStack() as held:
            self._src = held.enter_context(Root.open(settings.root, "SRC"))
            refuse_unmounted_src(self._src, state.journal)
            refuse_unmounted_dst(settings.dst, state.journal, settings.state_dir)
            reach = Reach(settings.limits)
            if settings.dry_run:
                books = held.enter_context(books_to_read(settings.dst, state))
            else:
                error_log = ErrorLog(settings.log or state.error_log, self._started)
                books = held.enter_context(books_to_write(settings.dst, state, error_log, self._tell))
            self._books = replace(books, reach=reach)
            self._continuation = Continuation(self._slate, self._books, self._watcher)
            self._continuation.departures = self._departures(held, self._continuation.begin())
            self.run = Run(settings, self._src, self._books, self._continuation)
            self._held = held.pop_all()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the books and let go of DST."""
        with suppress(OSError):  # a share that is gone says so again; what counts was synced when it was written
            self._held.close()

    @property
    def remarks(self) -> list[str]:
        """What DST cannot do, for people."""
        return sorted(self._books.dst.remarks)

    async def work(self) -> None:
        """The run, while its claim on DST beats. Raises RunError."""
        with index_answering():
            await while_beating(self._books.claim, self._work)

    async def _work(self) -> None:
        """The run between its first and its last line in the journal."""
        books, run = self._books, self.run
        src = self._src.path.resolve()
        if books.journal:
            await to_thread.run_sync(_finish_what_was_killed, books.dst, books.journal.path)
            await to_thread.run_sync(put_back, self._src, books.index.leaving(src))
        trash = os.fspath(self._settings.trash.resolve()) if self._settings.trash else ""
        start = {"kind": "start", "run": self._slate.run, "at": self._started, "src": os.fspath(src), "trash": trash}
        again = {"after": self._slate.after} if self._slate.after else {}
        lay = {"src_on": lies_on(self._src.path), "dst_on": lies_on(self._settings.dst)}
        asked = {"max_size": limit} if (limit := self._settings.policy.treatment.max_size) else {}
        await books.note(start | again | lay | asked | {"version": VERSION})
        diary.begin(self._slate.run, self._settings)
        await self._continuation.catch_up(run.tally)
        await run.work()
        if run.was_stopped:
            diary.end(self._slate.run, run.tally, was_stopped=True)
            return
        if departures := self._continuation.departures:
            await departures.tidy_up()
        if books.journal and self._settings.policy.arrangement.flatten:
            await self._flatten()
        volume = {"bytes_in": run.tally.bytes_in, "bytes_out": run.tally.bytes_out}
        counts = {"found": run.tally.found, **run.tally.by_verdict(), **volume}
        await books.note({"kind": "end", "run": self._slate.run, **counts, "seconds": round(self._slate.seconds, 3)})
        books.commit()
        diary.end(self._slate.run, run.tally, was_stopped=False)

    def _departures(self, held: ExitStack, run: str) -> Departures | None:
        settings = self._settings
        if not settings.move or settings.dry_run:
            return None
        trash = None
        if settings.trash:
            settings.trash.mkdir(parents=True, exist_ok=True)
            trash = held.enter_context(Root.open(settings.trash, "the trash"))
        return Departures(self._books, Removal(self._src, self._books.dst, trash), run)

    async def _flatten(self) -> None:
        merges = flatten(self._books.dst, self._books.index.made_folders())
        while merge := await to_thread.run_sync(next, merges, None):
            old, new = merge
            await self._books.note({"kind": "moved", "from": old, "to": new})


def _finish_what_was_killed(dst: Root, journal: Path) -> None:
    """Bring DST to where the last run's journal says that it is. Raises RunError."""
    match last_record(journal):
        case None | {"kind": "end" | "undone"}:
            return
        case {"kind": "moved", "from": str(old)}:
            lift(dst, old)
    remove_leftovers(dst)
