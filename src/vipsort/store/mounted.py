"""A share that is not mounted looks like an empty folder: what the last run saw there tells the two apart."""

import os
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.store.database import journal_length
from vipsort.store.journal import read_records
from vipsort.store.root import Root
from vipsort.store.share import lies_on
from vipsort.store.state import index_elsewhere


def refuse_unmounted_src(src: Root, journal: Path) -> None:
    """Raise RunError where SRC is empty, and lay on another file system when the journal saw it last."""
    if not _is_empty(src):
        return
    path, before = os.fspath(src.path.resolve()), ""
    for record, _end in read_records(journal):
        if record["kind"] == "start" and record.get("src") == path:
            before = str(record.get("src_on", ""))
    if before and before != lies_on(src.path):
        raise RunError(f"SRC {src.path} was on {before} in the last run and is empty now: is it mounted?")


def refuse_unmounted_dst(dst: Path, journal: Path, state_dir: Path | None) -> None:
    """Raise RunError where DST has no journal, and an index that lies elsewhere has read one of it."""
    index = index_elsewhere(dst, state_dir)
    if not journal.exists() and journal_length(index):
        raise RunError(
            f"DST {dst} had a journal in the last run and has none now: is it mounted? "
            f"If it is and the journal was removed on purpose, remove {index} too"
        )


def _is_empty(src: Root) -> bool:
    try:
        with src.folder("") as held, os.scandir(held) as entries:
            return next(entries, None) is None
    except OSError as error:
        raise RunError(f"SRC {src.path} cannot be listed: {error.strerror}") from error
