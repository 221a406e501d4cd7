"""A watch met while it goes on: what it has said so far, what its status file tells, and how it ends."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from conftest import VIPSORT, Tree

_PATIENCE = 120.0  # seconds until a test gives up; nothing is said about speed


@dataclass(slots=True)
class Watch:
    """A watch and all that it said, line by line."""

    tree: Tree
    dst: Path
    process: subprocess.Popen[bytes]
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    @property
    def status(self) -> dict[str, Any]:
        """What its status file tells; empty where there is none yet."""
        file = self.dst / ".vipsort" / "watch.json"
        told: dict[str, Any] = json.loads(file.read_bytes()) if file.exists() else {}
        return told

    @property
    def placed(self) -> set[str]:
        """The paths of what it has placed so far; nothing is read, as a batch may be writing and taking names away."""
        files = (Path(folder, name) for folder, _, names in os.walk(self.dst) for name in names)
        paths = {path.relative_to(self.dst).as_posix() for path in files}
        return {path for path in paths if ".vipsort" not in path}

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition."""
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert self.process.poll() is None, self.err
            assert time.monotonic() < deadline, (self.out, self.err, self.status)
            time.sleep(0.02)

    def until_placed(self, *names: str) -> None:
        """Wait for files in DST, and for the batch that put them there to be over."""
        self.until(lambda: all((self.dst / name).exists() for name in names))
        self.until_idle()

    def until_idle(self) -> None:
        """Wait for a moment when no batch goes on."""
        self.until(lambda: self.status.get("state") == "watching")

    def until_another_batch(self) -> None:
        """Wait for the end of a batch that begins from now on."""
        before = self.status["batches"]
        self.until(lambda: self.status["batches"] > before + 1)

    def until_said(self, words: str) -> None:
        """Wait for words on stderr."""
        self.until(lambda: any(words in line for line in self.err))

    def end(self) -> int:
        """Ask it to end; its exit code, once all that it said was heard."""
        self.process.terminate()
        return self.process.wait(_PATIENCE)


@contextmanager
def watching(
    tree: Tree,
    *options: str | Path,
    src: Path | None = None,
    dst: Path | None = None,
    through: Sequence[str] = (),
    environment: dict[str, str] | None = None,
) -> Iterator[Watch]:
    """A watch of the tree while the block lasts; short waits, unless `options` say something else."""
    dst = dst or tree.dst
    words = ["watch", src or tree.src, dst, "--settle", "0.2", "--layout", "flat", "--poll", "0.5", *options]
    with subprocess.Popen(
        [*through, *VIPSORT, *words],
        cwd=tree.root,
        env=tree.environment | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        watch = Watch(tree, dst, process)
        hearing = [_heard(process.stdout, watch.out), _heard(process.stderr, watch.err)]
        try:
            yield watch
        finally:
            process.kill()
            for thread in hearing:
                thread.join(_PATIENCE)


def _heard(stream: IO[bytes] | None, lines: list[str]) -> threading.Thread:
    """Hear a stream to its end, so that the watch never waits for its reader."""

    def hear() -> None:
        lines.extend(line.decode(errors="replace") for line in stream or ())

    thread = threading.Thread(target=hear)
    thread.start()
    return thread
