"""Whether what is written stays: through a power cut, byte for byte, and with its time."""

import math
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from blake3 import blake3

from vipsort.photo.units import show_size
from vipsort.store.selftest.finding import Finding, Promise
from vipsort.store.selftest.place import kind_of

_IN_MEMORY = {"tmpfs", "ramfs"}
_WHEN = 1_577_934_245_123_456_789  # ns; an odd second, so that FAT's two seconds show
_GRAINS = {
    1: "1 ns",
    100: "100 ns",
    1_000: "1 µs",
    1_000_000: "1 ms",
    10_000_000: "10 ms",
    10**9: "1 s",
    2 * 10**9: "2 s",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """Bytes of a large file, written piece by piece until there are enough of them or the time is over."""

    piece: int
    most: int
    seconds: float = math.inf


MUCH = Amount(1 << 20, 16 << 20)
LITTLE = Amount(1 << 17, 4 << 20, 2.0)
"""For who cannot wait; as much as tells the speed of a share."""


def fsync(folder: Path) -> Finding:
    """Whether a file and a name can be made durable."""
    kind = kind_of(folder)
    if kind in _IN_MEMORY:
        return Finding("fsync", f"{kind} lies in memory: nothing outlasts the power", Promise.DURABLE)
    file = folder / "file"
    file.write_bytes(b"durable?")
    why_not = [f"{word}: {error}" for word, path in (("file", file), ("folder", folder)) if (error := _synced(path))]
    if why_not:
        return Finding("fsync", f"not of a {' nor of a '.join(why_not)}", Promise.DURABLE)
    return Finding("fsync", "of files and folders")


def times(folder: Path) -> Finding:
    """How exactly a modification time is kept."""
    file = folder / "file"
    file.touch()
    try:
        os.utime(file, ns=(_WHEN, _WHEN))
    except OSError as error:
        return Finding("times", f"may not be set: {error.strerror}", Promise.TIMED)
    away = abs(file.stat().st_mtime_ns - _WHEN)
    grain = next((word for size, word in _GRAINS.items() if away < size), "")
    if not grain:
        return Finding("times", "are not kept", Promise.TIMED)
    return Finding("times", f"may be set, and are kept to {grain}")


def bytes_kept(folder: Path, amount: Amount) -> Finding:
    """Whether a large file is read back as it was written, how fast that was, and how much more there is room for."""
    free, file = shutil.disk_usage(folder).free, folder / "large"
    began = time.monotonic()
    digest, size = _written(file, amount, free // 4)
    rate = size / max(time.monotonic() - began, 1e-6)
    room = f"{show_size(size)} at {show_size(rate)} a second, {show_size(free)} free"
    if blake3(file.read_bytes()).digest() != digest:
        return Finding("bytes", f"are not read back as they were written: {room}", Promise.INTACT)
    return Finding("bytes", f"are read back as they were written: {room}")


def _written(file: Path, amount: Amount, room: int) -> tuple[bytes, int]:
    """The digest and the size of what was written; one piece at least."""
    piece, written, began = os.urandom(amount.piece), blake3(), time.monotonic()
    with file.open("xb", buffering=0) as out:
        while out.tell() < max(amount.piece, min(amount.most, room)) and time.monotonic() - began < amount.seconds:
            rest = memoryview(piece)
            while rest:
                rest = rest[out.write(rest) :]
            written.update(piece)
            if amount.seconds < math.inf:  # what a server takes into its memory tells nothing
                _sync(out.fileno())
        _sync(out.fileno())
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # to be read from where it was written to
        return written.digest(), out.tell()


def _sync(descriptor: int) -> None:
    with suppress(OSError):
        os.fsync(descriptor)


def _synced(path: Path) -> str:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        return error.strerror or "refused"
    finally:
        os.close(descriptor)
    return ""
