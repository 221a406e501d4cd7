"""Runs that are killed, or refused a system call, at one moment of theirs; and what must be true afterwards."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import VIPSORT, Ran, Tree, contents

ENGINE = VIPSORT
"""The command that is killed: the process that does the work, with nobody above who starts it again."""

ONE_BY_ONE = ("--io", "1", "--parallel", "1")
"""As few threads as there can be, so that a moment is nearly the same in every run."""

WRITING = (
    "openat", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "link", "linkat", "rename", "renameat", "renameat2",
    "utimensat", "write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "fallocate", "copy_file_range",
)  # fmt: skip
"""System calls that change a disk; `openat` also where it only reads."""

READING = ("openat", "newfstatat", "stat", "lstat", "statx", "read", "pread64", "fstat", "getdents64", "flock")
"""System calls that look at one."""

MTIME = 1_600_000_000
_TRACER = Path(__file__).with_name("tracer.py")
_LOST_TO_FAULTS = {"placed", "quarantined", "duplicate"}

needs_tracing = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the tracer knows the calls of Linux on x86_64"
)


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a run: which one it was, of how many, and the path that it was about."""

    number: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens to a run: `kill` or an error's name, at the n-th of these calls below SRC, DST or both."""

    deed: str = "kill"
    number: int = 0  # 0 is never
    calls: tuple[str, ...] = WRITING
    below: tuple[str, ...] = ("dst",)


@dataclass(frozen=True, slots=True)
class Story:
    """Files, options, and the tree that a run of them makes which nothing happens to."""

    files: Mapping[str, bytes]
    options: tuple[str, ...]
    ended: Mapping[str, bytes] = field(default_factory=dict)
    made_of: Mapping[str, bytes] = field(default_factory=dict)  # by source: what it became

    @property
    def moves(self) -> bool:
        """Whether sources may go once they are safe."""
        return "--move" in self.options

    def told(self, tree: Tree) -> "Story":
        """The same story with its end, from a run in `tree` that nothing happens to."""
        begin(tree, self)
        ran = tree.run(*self.options, *ONE_BY_ONE)
        assert ran.code in {0, 3}, ran.err
        ended = tree.placed()
        targets = {event["source"]: event["target"] for event in outcomes(ran)}
        made_of = {source: ended[target] for source, target in targets.items() if target in ended}
        return Story(self.files, self.options, ended, made_of)


def begin(tree: Tree, story: Story) -> None:
    """SRC as it was before the first run, and no DST."""
    for folder in (tree.src, tree.dst, tree.root / "state"):
        shutil.rmtree(folder, ignore_errors=True)
    tree.src.mkdir()
    tree.write(story.files, mtime=MTIME)


def struck(tree: Tree, story: Story, strike: Strike) -> tuple[Ran, list[Call]]:
    """A run that this happens to, and the calls that it made up to its end."""
    log = tree.root / "calls"
    below = ",".join(str(tree.root / name) for name in strike.below)
    tracer = (sys.executable, str(_TRACER), str(log), str(strike.number), strike.deed, ",".join(strike.calls), below)
    command = [*tracer, "--", *ENGINE, "run", str(tree.src), str(tree.dst), "--json", *story.options, *ONE_BY_ONE]
    done = subprocess.run(command, cwd=tree.root, env=tree.environment, capture_output=True, check=False)
    ran = Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
    return ran, list(_calls(log, tree.root))


def _calls(log: Path, root: Path) -> Iterator[Call]:
    for line in log.read_text().splitlines():
        number, name, path = line.split(" ", 2)
        yield Call(int(number), name, path.strip("'").removeprefix(f"{root}/"))


def outcomes(ran: Ran) -> list[dict[str, Any]]:
    """What was told of files, as far as it was told in whole lines."""
    whole = Ran(ran.code, ran.out[: ran.out.rfind("\n") + 1], ran.err)
    return [event for event in whole.events if event["event"] == "outcome"]


def after_the_blow(tree: Tree, story: Story) -> Iterator[str]:
    """What is wrong right after a run was killed or stumbled: bytes lost, or half a file under a name."""
    here = contents(tree.src)
    there = contents(tree.dst) if tree.dst.exists() else {}
    safe = set(there.values())
    for source, data in story.files.items():
        if here.get(source) != data and data not in safe and story.made_of.get(source) not in safe:
            yield f"{source} is lost"
    if not story.moves and here != story.files:
        yield "SRC is changed"
    known = set(story.ended.values()) | set(story.files.values())
    for name, data in there.items():
        if not Path(name).name.startswith(".vipsort-") and data not in known:
            yield f"{name} is not whole"


def after_the_next_run(tree: Tree, story: Story, told: Ran) -> Iterator[str]:
    """What is wrong after a run that nothing happens to has followed, and one more; `told` is what the first said."""
    second = tree.run(*story.options)
    if second.code not in {0, 3}:
        yield f"the next run ended with {second.code}: {second.err.strip()[-300:].replace(f'{tree.root}/', '')}"
        return
    if tree.placed() != story.ended:
        differ = {name for name in {*tree.placed(), *story.ended} if tree.placed().get(name) != story.ended.get(name)}
        yield f"the tree is another one: {sorted(differ)}"
    if tree.leftovers():
        yield f"temporary files are left: {tree.leftovers()}"
    if not story.moves and contents(tree.src) != story.files:
        yield "SRC is changed"
    acknowledged = {event["source"] for event in outcomes(told) if event["verdict"] in _LOST_TO_FAULTS}
    again = {event["source"] for event in outcomes(second) if event["verdict"] in _LOST_TO_FAULTS}
    if acknowledged & again:
        yield f"told and done again: {sorted(acknowledged & again)}"
    third = tree.run(*story.options)
    if any(third.summary[verdict] for verdict in ("placed", "quarantined", "duplicate")):
        yield "a third run does something"
