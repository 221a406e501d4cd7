"""What a command opened and read below a folder, counted from strace's record of its system calls."""

import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from measure import Command, measure

_OPENS = ("open", "openat", "openat2")
_READS = ("read", "pread64", "readv", "preadv", "preadv2", "copy_file_range", "splice")
_CALLS = ",".join((*_OPENS, *_READS, "mmap", "sendfile"))

# One call as `strace -y` writes it, descriptors with their paths: `read(3</path>, ""..., 9) = 9`.
_OPENED = re.compile(r"^open(?:at|at2)?\(.* = \d+<(?P<path>[^>]*)>$")
_READ = re.compile(rf"^(?:{'|'.join(_READS)})\(\d+<(?P<path>[^>]*)>.*\) += (?P<count>\d+)$")
_SENT = re.compile(r"^sendfile\(\d+<[^>]*>, \d+<(?P<path>[^>]*)>.*\) += (?P<count>\d+)$")
_MAPPED = re.compile(r"^mmap\(\w+, (?P<count>\d+), .*, \d+<(?P<path>[^>]*)>, \w+\) += 0x")


class NoStrace(Exception):
    """There is no strace on PATH, so nothing can be counted."""


@dataclass(slots=True)
class Touched:
    """Files below the folder: times opened, bytes read, bytes mapped into memory (an upper bound of what was read)."""

    opens: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    mapped: Counter[str] = field(default_factory=Counter)


def touched(command: Command, files: set[str], work: Path) -> Touched:
    """Run the command, with every thread and child of it, under strace and count what it did to the files."""
    if not shutil.which("strace"):
        raise NoStrace("strace: not on PATH")
    records = work / "strace"
    records.mkdir()
    strace = ("strace", "-ff", "-y", "-qq", "-s", "0", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-e", "signal=none")
    measure(Command((*strace, "-o", str(records / "calls"), *command.argv), command.environment), work)
    found = Touched()
    for record in records.iterdir():  # one for each thread: no call is split in two
        with record.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                _count(line.rstrip("\n"), files, found)
    return found


def _count(line: str, files: set[str], found: Touched) -> None:
    if (match := _OPENED.match(line)) and match["path"] in files:
        found.opens[match["path"]] += 1
    elif (match := _READ.match(line) or _SENT.match(line)) and match["path"] in files:
        found.read[match["path"]] += int(match["count"])
    elif (match := _MAPPED.match(line)) and match["path"] in files:
        found.mapped[match["path"]] += int(match["count"])
