"""Law 4: SRC is never changed."""

import os

import pytest

from conftest import Tree


@pytest.mark.parametrize(
    "options",
    [
        ("--others", "copy", "--duplicates", "folder", "--flatten"),
        ("--preset", "web", "--tz", "Asia/Tokyo"),
        ("--preset", "archive", "--use-mtime"),
        ("--dry-run",),
    ],
    ids=" ".join,
)
def test_the_source_is_as_it_was(tree: Tree, crowd: dict[str, bytes], options: tuple[str, ...]) -> None:
    tree.write(crowd, mtime=1_500_000_000)
    for folder in (path for path in tree.src.rglob("*") if path.is_dir()):
        os.utime(folder, (1_400_000_000, 1_400_000_000))
    before = tree.sources()
    ran = tree.run(*options)
    assert ran.summary["found"] == len(crowd)
    assert tree.sources() == before
    folders = {path.stat().st_mtime for path in tree.src.rglob("*") if path.is_dir()}
    assert folders == {1_400_000_000}


def test_a_source_that_is_one_file_is_as_it_was(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write({"one.jpg": crowd["IMG_0001.jpg"], "other.jpg": crowd["a/IMG_0001.jpg"]})
    before = tree.sources()
    ran = tree.vipsort("run", tree.src / "one.jpg", tree.dst, "--json")
    assert ran.summary["found"] == 1
    assert tree.sources() == before
    assert tree.placed() == {"2019/one.jpg": crowd["IMG_0001.jpg"]}
