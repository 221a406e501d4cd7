"""The claims on a DST: numbered files that only one process can make, beside the lock that some shares do not have.

``lock.1``, ``lock.2``, … each hold who made them and a counter that beats; ``lock.ended`` holds the number of the last
claim that ended well (0 where it is missing). The claims in force are those without a gap behind that number, and the
last of them holds DST. Taking over is making the next number with O_EXCL, which every file system and share that was
tried does for one process only. Nothing is looked up in a listing: shares answer those late.

Two newcomers cannot both win, however slow they are:

- both saw the same last claim: they make the same number, and O_EXCL lets one of them.
- one saw it so long ago that others have taken over, ended and removed their claims since: the number is free again,
  but no claim is removed before ``lock.ended`` has been raised above it. So the number is read again after the claim
  is made, and where it is another one by now, the claim is given up (`make`).
- a claim that was not beaten for long, because its machine slept, was taken over: a next number is there, or the
  number that ended is another one. Its holder sees that at its next beat, and stops (`stands`). Until that beat it
  may still write; what it places replaces nothing.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vipsort.store.holder import Holder

_DIGITS = 12  # numbers are written over in place, so that no reader ever sees half of one


@dataclass(frozen=True, slots=True)
class Seen:
    """The claims as they were found: the number that ended, and the last one in force with its bytes."""

    ended: int
    number: int
    data: bytes

    @property
    def is_free(self) -> bool:
        """Whether nobody claims DST."""
        return self.number == self.ended

    @property
    def holder(self) -> Holder | None:
        """Who made the last claim; None while it is being written, and where that was cut short."""
        return Holder.read(self.data.partition(b"\n")[0])


class Claims:
    """The claims beside a lock file. Every method raises OSError where the file system does."""

    def __init__(self, lock: Path) -> None:
        self._lock = lock

    def look(self) -> Seen:
        """What is in force now."""
        number = ended = self._ended()
        data = b""
        while (next_data := self._read(number + 1)) is not None:
            number, data = number + 1, next_data
        return Seen(ended, number, data)

    def make(self, seen: Seen, holder: Holder) -> bool:
        """Claim DST after what was seen, all of which has ended or is dead; False where somebody was quicker."""
        path = self._path(seen.number + 1)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            return False
        try:
            os.write(descriptor, bytes(holder) + _digits(0))
        except OSError:
            path.unlink(missing_ok=True)  # nobody is to wait for the beat of a claim that was never made
            raise
        finally:
            os.close(descriptor)
        if self._ended() != seen.ended:
            path.unlink(missing_ok=True)
            return False
        return True

    def stands(self, seen: Seen, holder: Holder) -> bool:
        """Whether the claim that this holder made after what it saw still holds DST."""
        own = self._read(seen.number + 1)
        return (
            own is not None
            and own.startswith(bytes(holder))
            and self._read(seen.number + 2) is None
            and self._ended() == seen.ended
        )

    def beat(self, seen: Seen, holder: Holder, count: int) -> None:
        """Show whoever watches that the holder lives. Opened anew each time: closing is what others' caches heed."""
        _write_over(self._path(seen.number + 1), _digits(count), len(bytes(holder)), os.O_WRONLY)

    def end(self, seen: Seen) -> None:
        """End the claim that was made after what was seen: durably told, then removed with the dead ones before it."""
        _write_over(self._lock.with_name(f"{self._lock.name}.ended"), _digits(seen.number + 1), 0)
        for number in range(seen.ended + 1, seen.number + 2):
            self._path(number).unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._lock.with_name(f"{self._lock.name}.{number}")

    def _read(self, number: int) -> bytes | None:
        try:
            return self._path(number).read_bytes()
        except FileNotFoundError:
            return None

    def _ended(self) -> int:
        with suppress(FileNotFoundError):
            digits = self._lock.with_name(f"{self._lock.name}.ended").read_bytes()
            return int(digits) if digits.isdigit() else 0
        return 0


def _digits(number: int) -> bytes:
    return f"{number:0{_DIGITS}}".encode("ascii")


def _write_over(path: Path, digits: bytes, offset: int, flags: int = os.O_WRONLY | os.O_CREAT) -> None:
    descriptor = os.open(path, flags, 0o666)
    try:
        os.pwrite(descriptor, digits, offset)
        if flags & os.O_CREAT:
            with suppress(OSError):  # where nothing can be made durable, this cannot either
                os.fsync(descriptor)
    finally:
        os.close(descriptor)
