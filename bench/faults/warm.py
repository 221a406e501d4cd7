"""The program imported once and forked for each run: a bench that runs it thousands of times waits for it once.

What is forked has made no picture yet: libvips has no threads before the first, and none of them is lost.
"""

import gc
import importlib
import io
import multiprocessing
import os
import pkgutil
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

from anyio._backends import _asyncio  # noqa: F401 - anyio imports it when the first loop starts
from typer.main import get_command

import here  # noqa: F401 - puts what follows on the path
import tracer
import vipsort
from conftest import ENGINE, Ran, Tree
from vipsort.cli import engine
from vipsort.cli.main import app

for module in pkgutil.walk_packages(vipsort.__path__, "vipsort."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
importlib.import_module("pydantic")  # Typer imports it for the words of what is no run
with redirect_stdout(io.StringIO()):
    get_command(app).main(["run", "--help"], standalone_mode=False)
gc.freeze()


Moment = TypeVar("Moment")
Found = TypeVar("Found")


class WarmTree(Tree):
    """A tree whose runs are forks of this process, which must have one thread. Each is the engine alone."""

    def vipsort(
        self,
        *words: str | Path,
        environment: Mapping[str, str] | None = None,
        through: Sequence[str] = (),
        program: Sequence[str] = ENGINE,  # noqa: ARG002 - there is no other here
    ) -> Ran:
        """Run these words, traced where `through` is the tracer's command."""
        out, err = self.root / "out", self.root / "err"
        child = os.fork()
        if child == 0:
            _redirect(out, err)
            os.chdir(self.root)
            env = {**self.environment, **(environment or {})}
            os.environ.clear()
            os.environ.update(env)
            time.tzset()
            if through:
                _leave(tracer.main([*through[2:], *map(str, words)], _work))
            _work([str(word) for word in words])
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Ran(code, out.read_text(errors="replace"), err.read_text(errors="replace"))


def trees(work: Path, name: str, count: int) -> list[Tree]:
    """Empty trees of that name, one for each worker."""
    made = [work / f"{name}-{number}" for number in range(count)]
    for root in made:
        root.mkdir()
    return [WarmTree(root) for root in made]


def shared_out(work: Callable[[Tree, Moment], Found], places: Sequence[Tree], moments: Sequence[Moment]) -> list[Found]:
    """What is found at each moment; a worker, which is a process, for each tree."""
    with ProcessPoolExecutor(len(places), multiprocessing.get_context("fork")) as pool:
        shares = [moments[number :: len(places)] for number in range(len(places))]
        parts = pool.map(partial(_one_by_one, work), places, shares)
        return [found for part in parts for found in part]


def _one_by_one(work: Callable[[Tree, Moment], Found], place: Tree, moments: Sequence[Moment]) -> list[Found]:
    return [work(place, moment) for moment in moments]


def _redirect(out: Path, err: Path) -> None:
    for descriptor, file in ((1, out), (2, err)):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, descriptor)
        os.close(opened)


def _work(words: list[str]) -> NoReturn:
    sys.argv = ["vipsort", *words]
    try:
        engine.main() if words[0] == "run" else app(prog_name="vipsort")
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0 if end.code is None else 1)
    except BaseException:  # noqa: BLE001 - what Python itself does at the end of a process
        traceback.print_exc()
        _leave(1)
    _leave(0)


def _leave(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
