"""Whether a finished file can be given its name without replacing another one, and by which way."""

import ctypes
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from vipsort.store.selftest.finding import Finding, Promise

_AT_FDCWD, _RENAME_NOREPLACE = -100, 1
_OURS, _THEIRS = b"ours", b"theirs"

Way = Callable[[Path, Path], None]


def publish(folder: Path) -> Finding:
    """Which way works here, in the order in which a run tries them."""
    name = _working_way(folder)
    if not name:
        return Finding("publish", "no way to name a file without replacing another", Promise.REPLACES_NOTHING)
    return Finding("publish", name, Promise.WHOLE if _WAYS[name] is _reserve else None)


def no_replace(folder: Path) -> Finding:
    """Whether that way leaves a file alone that has the name already."""
    ours, theirs = folder / "ours", folder / "theirs"
    theirs.write_bytes(_THEIRS)
    way = _WAYS.get(_working_way(folder), _reserve)
    ours.write_bytes(_OURS)
    with suppress(FileExistsError):
        way(ours, theirs)
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
    for name, way in _WAYS.items():
        ours, target = folder / "ours", folder / "free"
        ours.write_bytes(_OURS)
        try:
            way(ours, target)
            if target.read_bytes() == _OURS and not ours.exists():
                return name
        except OSError:
            continue
        finally:
            ours.unlink(missing_ok=True)
            target.unlink(missing_ok=True)
    return ""


def _renameat2(old: Path, new: Path) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None or call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(new))


def _link(old: Path, new: Path) -> None:
    os.link(old, new)
    old.unlink()


def _reserve(old: Path, new: Path) -> None:
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    old.replace(new)


_WAYS: Mapping[str, Way] = {
    "renameat2 without replacing": _renameat2,
    "link, then unlink": _link,
    "a name reserved with O_EXCL, then renamed over": _reserve,
}
