"""Law: a share that stalls holds up no program that uses the library; what cannot go on is said out of the loop."""

import threading
from pathlib import Path

import anyio
import pytest

from conftest import Tree
from make import jpeg
from share import mounted, needs_fuse
from share_server import Fault
from vipsort import RunError, read_settings, run

pytestmark = needs_fuse

PICTURES = {name: jpeg("2019:07:04 10:11:12", seed) for seed, name in enumerate(["a.jpg", "b.jpg", "c/d.jpg"], 1)}


def far(tree: Tree, folder: Path) -> Path:
    """What lies behind a share that is mounted at the folder."""
    if folder == tree.src:
        tree.src.rename(tree.root / "far")
    return tree.root / "far"


def has_ended() -> bool:
    return not [thread for thread in threading.enumerate() if thread.name == "vipsort run"]


def test_a_read_that_stalls_is_one_pictures_trouble(tree: Tree) -> None:
    tree.write(PICTURES)
    with mounted(far(tree, tree.src), tree.src, Fault("read", "a.jpg", hangs=True)):
        outcomes = {outcome.source.name: outcome for outcome in run(read_settings(tree.src, tree.dst, timeout=1))}
        assert has_ended()
    assert outcomes["a.jpg"].reason == "reading it stalled"
    assert len(tree.placed()) == 2


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_walk_that_stalls_is_said_out_of_the_loop(tree: Tree, backend: str) -> None:
    tree.write(PICTURES)
    with mounted(far(tree, tree.src), tree.src, Fault("readdir", "c", hangs=True)):

        async def work() -> None:
            async for _outcome in run(read_settings(tree.src, tree.dst, timeout=1)):
                pass

        with pytest.raises(RunError, match="does not answer"):
            anyio.run(work, backend=backend)


@pytest.mark.parametrize(("op", "name"), [("write", "*.tmp"), ("fsync", "journal.jsonl")])
def test_a_write_that_stalls_is_said_out_of_the_loop(tree: Tree, op: str, name: str) -> None:
    tree.write(PICTURES)
    with mounted(far(tree, tree.dst), tree.dst):
        assert len(list(run(read_settings(tree.src, tree.dst)))) == 3
    tree.write({"new.jpg": jpeg(seed=9)})
    with (
        mounted(far(tree, tree.dst), tree.dst, Fault(op, name, hangs=True)),
        pytest.raises(RunError, match="does not answer"),
        run(read_settings(tree.src, tree.dst, timeout=1)) as running,
    ):
        list(running)
