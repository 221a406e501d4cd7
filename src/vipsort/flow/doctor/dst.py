"""What DST is: tried as `selftest` does, in a folder that is removed again; and who holds it, and its room."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from vipsort.flow.doctor.books import signs_of_books
from vipsort.flow.doctor.sign import Sign
from vipsort.photo.errors import RunError
from vipsort.photo.units import show_size
from vipsort.store.faults import way_out
from vipsort.store.selftest.finding import Finding, Promise
from vipsort.store.selftest.keeping import LITTLE, MUCH
from vipsort.store.selftest.trial import trial
from vipsort.store.share import lies_on, on_share

_LITTLE, _NEXT_TO_NOTHING = 2_000_000_000, 50_000_000  # bytes: an evening's pictures, and a few
IO_ON_SHARE = 16
"""Files at once, as a run takes by itself where SRC is a share."""


_ADVICE = {
    Promise.REPLACES_NOTHING: "let nobody else write there while a run does",
    Promise.WHOLE: "after a run was killed: vipsort verify",
    Promise.DURABLE: "a disk; else no --move before the server has synced",
    Promise.INTACT: "another DST: this one does not keep what it is given",
    Promise.ALONE: "never start a second run",
    Promise.TIMED: "mount it as the user who writes, so that times may be set",
    Promise.NAMED: "mount it with UTF-8 names, or take another DST",
}


def signs_of_dst(src: Path | None, dst: Path, state_dir: Path | None, io: int) -> Iterator[Sign]:
    """DST is a folder, or none yet: then the folder that it would be made in is tried."""
    part, there = f"DST {dst}", _nearest(dst)
    if there != dst:
        yield Sign(part, "new", f"a run makes it; tried was {there}")
    yield _place(part, there, src, io)
    yield _room(part, there)
    try:
        with closing(trial(there, state_dir, LITTLE if on_share(there) else MUCH)) as found:
            yield from (_sign(part, finding) for finding in found if finding.probe not in {"share", "index"})
    except RunError as error:
        yield Sign(part, "write", str(error), way_out(error) or "choose another DST", loses=True)
    yield from signs_of_books(part, dst, state_dir)


def _nearest(dst: Path) -> Path:
    """The folder itself, or the nearest one above that is there."""
    return next((folder for folder in (dst, *dst.absolute().parents) if folder.is_dir()), dst)


def _place(part: str, folder: Path, src: Path | None, io: int) -> Sign:
    where = lies_on(folder)
    if not on_share(folder):
        return Sign(part, "lies on", f"a disk of this machine{f', {where}' if where else ''}")
    few = src is not None and not on_share(src) and io < IO_ON_SHARE
    advice = f"--io {IO_ON_SHARE}: it answers late, and many questions at once keep it busy" if few else ""
    return Sign(part, "lies on", f"a share, {where}", advice)


def _room(part: str, folder: Path) -> Sign:
    usage = shutil.disk_usage(folder)
    fact = f"{show_size(usage.free)} free of {show_size(usage.total)}"
    told = os.statvfs(folder)
    if told.f_files and not told.f_favail:
        return Sign(part, "room", f"{fact}, but for no further file: its inodes are used up", "make room", loses=True)
    if usage.free < _LITTLE:
        return Sign(part, "room", fact, "make room: a run that finds none stops", loses=usage.free < _NEXT_TO_NOTHING)
    return Sign(part, "room", fact)


def _sign(part: str, finding: Finding) -> Sign:
    if finding.breaks is None:
        return Sign(part, finding.probe, finding.found)
    return Sign(part, finding.probe, finding.found, _ADVICE[finding.breaks], loses=True)
