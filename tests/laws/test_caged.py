"""Law 7 where it hurts: big pictures and hostile ones in a cgroup that has hardly any memory."""

import os

import pytest

from cages import NoCage, cage
from conftest import Tree, needs_root
from hostile import hostile
from make import noise, with_comment

CAGE = 256 << 20


@needs_root
def test_a_run_ends_by_itself_in_256_megabytes(tree: Tree) -> None:
    frames = [noise(1000, 750).resize(4).write_to_buffer(".jpg", Q=80, interlace=progressive) for progressive in (0, 1)]
    tree.write({f"photos/{number}.jpg": with_comment(frames[number % 2], str(number)) for number in range(8)})
    tree.write(hostile())
    try:
        with cage(CAGE) as held:
            with tree.start("--resize", "1000", "--format", "webp", through=held.through) as run:
                assert run.stdout
                out = run.stdout.read()
                _pid, status, _used = os.wait4(run.pid, 0)
                run.returncode = os.waitstatus_to_exitcode(status)
            assert (run.returncode, held.killed()) == (3, 0), out[-500:]
    except NoCage as error:
        pytest.skip(str(error))
    assert len(list((tree.dst / "NoDate").glob("[0-9]*.webp"))) == 8
