"""What SRC is, found by looking alone: nothing is written there."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vipsort.flow.doctor.sign import Sign
from vipsort.photo.errors import RunError
from vipsort.store.mounted import refuse_unmounted_src
from vipsort.store.root import Root
from vipsort.store.share import lies_on, on_share

_LOOKED_AT = 1000  # names, for one with letters


def signs_of_src(src: Path, journal: Path | None) -> Iterator[Sign]:
    """SRC is there and can be read; `journal` is that of DST."""
    part, folder = f"SRC {src}", src if src.is_dir() else src.parent
    yield _place(part, folder)
    if is_empty := src.is_dir() and not _names(src):
        yield _nothing(part, src, journal)
    if not is_empty:
        yield Sign(part, "case", _case(folder))
    if os.access(folder, os.W_OK):
        yield Sign(part, "writable", "yes, which only a run with --move makes use of")
    else:
        yield Sign(part, "writable", "no: all but --move works")


def _place(part: str, folder: Path) -> Sign:
    where = lies_on(folder)
    if on_share(folder):
        return Sign(part, "lies on", f"a share, {where}: 16 files are read at once, and watch polls")
    return Sign(part, "lies on", f"a disk of this machine{f', {where}' if where else ''}")


def _nothing(part: str, src: Path, journal: Path | None) -> Sign:
    advice = "mount it, if it is to be mounted there"
    try:
        with Root.open(src, "SRC") as root:
            if journal:
                refuse_unmounted_src(root, journal)
    except RunError as error:
        return Sign(part, "empty", str(error), advice, loses=True)
    return Sign(part, "empty", "there is nothing in it", advice)


def _case(folder: Path) -> str:
    """Asked for a name that is there, in the other case."""
    name = next((name for name in _names(folder) if name.swapcase() != name), None)
    if name is None:
        return "no name in it has letters to tell by"
    with suppress(OSError):
        if (folder / name).lstat().st_ino == (folder / name.swapcase()).lstat().st_ino:
            return "a.JPG and a.jpg are one name"
    return "a.JPG and a.jpg are two names"


def _names(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.name for entry, _count in zip(entries, range(_LOOKED_AT), strict=False)]
    return []
