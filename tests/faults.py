"""Runs that are killed, or refused a system call, at one moment of theirs."""

import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from conftest import ENGINE, VIPSORT, Ran, Tree, contents

ONE_BY_ONE = ("--io", "1", "--parallel", "1")
"""As few threads as there can be, so that a moment is nearly the same in every run."""

WRITING = (
    "openat", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "link", "linkat", "rename", "renameat", "renameat2",
    "utimensat", "write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "fallocate", "copy_file_range",
)  # fmt: skip
"""System calls that change a disk; `openat` also where it only reads."""

READING = (
    "openat",
    "openat2",
    "newfstatat",
    "stat",
    "lstat",
    "statx",
    "read",
    "pread64",
    "fstat",
    "getdents64",
    "flock",
)
"""System calls that look at one."""

MTIME = 1_600_000_000
_TRACER = Path(__file__).with_name("tracer.py")
_PLACES = ("src", "dst", "trash")
_OF_A_TREE = (*_PLACES, "state")
_FINISHED = "finished"

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
    """What happens to a run: `kill` or an error's name, at the n-th of these calls below these folders."""

    deed: str = "kill"
    number: int = 0  # 0 is never
    calls: tuple[str, ...] = WRITING
    below: tuple[str, ...] = _PLACES


@dataclass(frozen=True, slots=True)
class Story:
    """Files, options, and what a run of them makes which nothing happens to. A trash is called `trash`.

    Where it `undoes`, it begins with that run over and done, and the command is ``vipsort undo``.
    """

    files: Mapping[str, bytes]
    options: tuple[str, ...]
    undoes: bool = False
    ended: Mapping[str, bytes] = field(default_factory=dict)
    made_of: Mapping[str, bytes] = field(default_factory=dict)  # by source: what it became
    stay: Mapping[str, bytes] = field(default_factory=dict)  # what is in SRC then

    @property
    def moves(self) -> bool:
        """Whether sources may go once they are safe."""
        return "--move" in self.options

    def words(self, tree: Tree) -> tuple[str, ...]:
        """The words of its command."""
        if self.undoes:
            return ("undo", str(tree.dst), "--json")
        return ("run", str(tree.src), str(tree.dst), "--json", *self.options)

    def told(self, tree: Tree) -> "Story":
        """The same story with its end, from a run in `tree` that nothing happens to."""
        begin(tree, replace(self, undoes=False))
        ran = tree.run(*self.options, *ONE_BY_ONE)
        assert ran.code in {0, 3}, ran.err
        ended = tree.placed()
        targets = {event["source"]: event["target"] for event in outcomes(ran)}
        made_of = {source: ended[target] for source, target in targets.items() if target in ended}
        return replace(self, ended=ended, made_of=made_of, stay=contents(tree.src))


def begin(tree: Tree, story: Story) -> None:
    """SRC as it was before the first run, and no DST; or all as it was after it, where it is to be undone."""
    _clear(tree.root)
    if not story.undoes:
        tree.src.mkdir()
        tree.write(story.files, mtime=MTIME)
        return
    finished = tree.root / _FINISHED
    if not finished.exists():
        begin(tree, replace(story, undoes=False))
        tree.run(*story.options)
        _copied(tree.root, finished)
        _clear(tree.root)
    _copied(finished, tree.root)


def _clear(root: Path) -> None:
    for name in _OF_A_TREE:
        shutil.rmtree(root / name, ignore_errors=True)


def _copied(root: Path, to: Path) -> None:
    for name in _OF_A_TREE:
        if (root / name).exists():
            shutil.copytree(root / name, to / name)


def struck(tree: Tree, story: Story, strike: Strike) -> tuple[Ran, list[Call]]:
    """A run that this happens to, and the calls that it made up to its end."""
    log = tree.root / "calls"
    below = ",".join(str(tree.root / name) for name in strike.below)
    tracer = (sys.executable, str(_TRACER), str(log), str(strike.number), strike.deed, ",".join(strike.calls), below)
    hurry = () if story.undoes else ONE_BY_ONE
    words = story.words(tree)
    program = ENGINE if words[0] == "run" else VIPSORT  # what is no run has no engine
    ran = tree.vipsort(*words, *hurry, through=(*tracer, "--"), program=program)
    return ran, list(_calls(log, tree.root))


def _calls(log: Path, root: Path) -> Iterator[Call]:
    for line in log.read_text().splitlines():
        number, name, path = line.split(" ", 2)
        yield Call(int(number), name, path.strip("'").removeprefix(f"{root}/"))


def outcomes(ran: Ran) -> list[dict[str, Any]]:
    """What was told of files, as far as it was told in whole lines."""
    whole = Ran(ran.code, ran.out[: ran.out.rfind("\n") + 1], ran.err)
    return [event for event in whole.events if event["event"] == "outcome"]
