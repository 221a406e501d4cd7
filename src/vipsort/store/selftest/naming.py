"""Whether a finished file can be given its name without replacing another one, and by which way."""

import os
from contextlib import suppress
from pathlib import Path

from vipsort.store.publish import WAYS
from vipsort.store.root import Entry
from vipsort.store.selftest.finding import Finding, Promise

_OURS, _THEIRS = b"ours", b"theirs"
_LAST_RESORT = list(WAYS)[-1]  # a run that is killed on this way may leave an empty file


def publish(folder: Path) -> Finding:
    """Which way works here, in the order in which a run tries them."""
    name = _working_way(folder)
    if not name:
        return Finding("publish", "no way to name a file without replacing another", Promise.REPLACES_NOTHING)
    return Finding("publish", name, Promise.WHOLE if name == _LAST_RESORT else None)


def no_replace(folder: Path) -> Finding:
    """Whether that way leaves a file alone that has the name already."""
    ours, theirs = folder / "ours", folder / "theirs"
    theirs.write_bytes(_THEIRS)
    way = _working_way(folder) or _LAST_RESORT
    ours.write_bytes(_OURS)
    with suppress(FileExistsError):
        _give_name(way, ours, theirs)
    if theirs.read_bytes() == _THEIRS:
        return Finding("replace", "a file that has the name already stays")
    return Finding("replace", "a file that has the name already is replaced", Promise.REPLACES_NOTHING)


def rename_over_open(folder: Path) -> Finding:
    """Whether a name can be given anew while a reader has its file open; Windows shares refuse that."""
    old, new = folder / "old", folder / "new"
    old.write_bytes(_THEIRS)
    new.write_bytes(_OURS)
    with old.open("rb") as reader:
        try:
            new.replace(old)
        except OSError as error:
            return Finding("open", f"no rename over a file that is open: {error.strerror}")
        kept = reader.read() == _THEIRS
    return Finding("open", f"a file can be renamed over one that is open{'' if kept else ', whose reader loses it'}")


def _working_way(folder: Path) -> str:
    for name in WAYS:
        ours, target = folder / "ours", folder / "free"
        ours.write_bytes(_OURS)
        try:
            _give_name(name, ours, target)
            if target.read_bytes() == _OURS and not ours.exists():
                return name
        except OSError:
            continue
        finally:
            ours.unlink(missing_ok=True)
            target.unlink(missing_ok=True)
    return ""


def _give_name(way: str, old: Path, new: Path) -> None:
    """By the very code that a run uses."""
    held = os.open(old.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        WAYS[way](Entry(held, old.name), Entry(held, new.name))
    finally:
        os.close(held)
