"""Law: a DST whose journal is gone never loses or overwrites anything: equal bytes are adopted."""

import shutil

import pytest

from conftest import Tree
from make import jpeg

PICTURES = {"a.jpg": jpeg("2019:07:04 10:11:12"), "b/a.jpg": jpeg("2019:07:04 10:11:12", seed=2)}


@pytest.mark.parametrize("what", ["journal.jsonl", "."])
def test_what_was_placed_is_adopted(tree: Tree, what: str) -> None:
    tree.write(PICTURES)
    assert tree.run().code == 0
    before = tree.placed()
    lost = tree.dst / ".vipsort" / what
    shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == before == {"2019/a.jpg": PICTURES["a.jpg"], "2019/a-2.jpg": PICTURES["b/a.jpg"]}
    assert tree.run().summary["unchanged"] == 2
