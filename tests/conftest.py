"""A tree in, a tree out: what the end-to-end tests share."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from vipsort.flow.retelling import retell, run_to_tell
from vipsort.flow.retold import Retold

# Before any test imports pyvips: libvips reads how many threads it may use once, and AVIF's bytes depend on that.
from vipsort.pixels import engine
from vipsort.store.lines import no_lines
from vipsort.store.root import Root

assert engine

# Whoever starts the tests in the background of a script may have Ctrl-C ignored, which every program would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, however slow the machine is; --hypothesis-profile=default looks for others.
settings.register_profile("the same each time", derandomize=True, deadline=None)
settings.load_profile("the same each time")

PICTURES = Path(__file__).parent / "pictures"
"""Real pictures, small; their origins and licences are in the README beside them."""

VIPSORT = (sys.executable, "-m", "vipsort")

ENGINE = (sys.executable, "-m", "vipsort.cli.engine")
"""A run that nobody starts again when it is killed."""

needs_plain_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may do everything: run this as a plain user")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON events of a run with ``--json``, but for those on its way."""
        return Tree.events(self.out.encode())

    @property
    def every_event(self) -> list[dict[str, Any]]:
        """All of them, as they were told."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def summary(self) -> dict[str, Any]:
        """The last event."""
        return self.events[-1]

    def outcome(self, source: str) -> dict[str, Any]:
        """The event of one file."""
        return next(event for event in self.events if event.get("source") == source)


class Tree:
    """A SRC and a DST in a folder of their own, and the program run between them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.src = root / "src"
        self.dst = root / "dst"
        self.src.mkdir()

    def write(self, files: Mapping[str, bytes], mtime: float | None = None) -> None:
        """Put files into SRC, all with one modification time where it is given."""
        for name, data in files.items():
            path = self.src / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if mtime is not None:
                os.utime(path, (mtime, mtime))

    def vipsort(
        self,
        *words: str | Path,
        environment: Mapping[str, str] | None = None,
        through: Sequence[str] = (),
        program: Sequence[str] = VIPSORT,
    ) -> Ran:
        """Run the command itself, as a process, in the tree's own folder; `through` takes it as its arguments."""
        env = {**self.environment, **(environment or {})}
        done = subprocess.run([*through, *program, *words], cwd=self.root, env=env, capture_output=True, check=False)
        return Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def run(self, *options: str | Path) -> Ran:
        """Run ``vipsort run SRC DST --json`` with options."""
        return self.vipsort("run", self.src, self.dst, "--json", *options)

    def start(
        self, *options: str | Path, through: Sequence[str] = (), program: Sequence[str] = VIPSORT
    ) -> subprocess.Popen[bytes]:
        """Start ``vipsort run SRC DST --json``; `through` is a command that takes this one as its arguments."""
        command = [*through, *program, "run", self.src, self.dst, "--json", *options]
        return subprocess.Popen(
            command, cwd=self.root, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    @staticmethod
    def events(out: bytes) -> list[dict[str, Any]]:
        """The JSON events that a started run told, but for those on its way: that it began, and how far it was."""
        told = [json.loads(line) for line in out.splitlines()]
        return [event for event in told if event.get("event") not in {"start", "progress"}]

    @staticmethod
    def next_line(run: subprocess.Popen[bytes]) -> bytes:
        """The next line that a started run tells of a file."""
        assert run.stdout
        line = run.stdout.readline()
        while json.loads(line)["event"] in {"start", "progress"}:
            line = run.stdout.readline()
        return line

    @property
    def environment(self) -> dict[str, str]:
        """What the program sees: nothing of the options of whoever runs the tests."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("VIPSORT_")}
        return env | {"COLUMNS": "100", "TZ": "UTC", "XDG_STATE_HOME": str(self.root / "state")}

    def sources(self) -> dict[str, tuple[str, int, int]]:
        """Digest, modification time and mode of every file in SRC."""
        files = (path for path in self.src.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.src)): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mtime_ns,
                path.stat().st_mode,
            )
            for path in files
        }

    def leftovers(self) -> list[Path]:
        """Temporary files of ours anywhere in DST."""
        return list(self.dst.rglob(".vipsort-*"))

    def placed(self) -> dict[str, bytes]:
        """What lies in DST, by path, without the program's own state."""
        return contents(self.dst)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path; nothing of ``.vipsort``."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(".vipsort/")}


@pytest.fixture
def dst(tmp_path: Path) -> Iterator[Root]:
    """The test's own folder, held as DST."""
    with Root.open(tmp_path, "DST") as root:
        yield root


@pytest.fixture
def src(tree: Tree) -> Iterator[Root]:
    """The SRC of a tree, held."""
    with Root.open(tree.src, "SRC") as root:
        yield root


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """An empty SRC and no DST yet."""
    return Tree(tmp_path)


@pytest.fixture
def told() -> Iterator[Callable[..., Retold]]:
    """A run of a journal told again: the journal, and the name of the run where it is not the usual one."""
    with ExitStack() as held:
        yield lambda journal, name=None: retell(journal, run_to_tell(journal, name), held.enter_context(no_lines()))
