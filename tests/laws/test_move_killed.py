"""``--move`` killed at any moment: every picture is in SRC, in DST or in the trash, and the next run finishes it."""

import signal

import pytest

from conftest import Tree, contents
from make import jpeg, with_comment
from processes import kill_at

FIRST = jpeg("2019:07:04 10:11:12", seed=1, size=(640, 480))
SECOND = jpeg("2020:01:02 03:04:05", seed=2)
SHELF = {
    "a/one.jpg": FIRST,
    "a/b/twin.jpg": FIRST,
    "a/b/two.jpg": SECOND,
    "c/half.jpg": SECOND[: len(SECOND) // 2],
    "notes.txt": b"text",
} | {f"d/{number}.jpg": with_comment(SECOND, str(number)) for number in range(8)}


@pytest.mark.parametrize(
    "moment",
    [
        "renameat2:12",  # the first original put aside
        "unlinkat:17",
    ],
)
@pytest.mark.parametrize("trash", [False, True], ids=["for good", "trash"])
def test_a_move_killed_at_any_moment_loses_nothing_and_is_finished_by_the_next(
    tree: Tree, strace: str, moment: str, *, trash: bool
) -> None:
    tree.write(SHELF, mtime=1_500_000_000)
    policy = ("--move", "--duplicates", "skip", *(("--trash", str(tree.root / "trash")) if trash else ()))
    code = kill_at(tree, strace, moment, policy)
    kept = contents(tree.root / "trash") if trash else {}
    everywhere = {*contents(tree.src).values(), *tree.placed().values(), *kept.values()}
    assert everywhere >= set(SHELF.values())
    assert code in {-signal.SIGKILL, 3}  # with the trash there are fewer of some calls
    assert tree.run(*policy).code in {0, 3}
    assert contents(tree.src) == {"notes.txt": b"text"}
    assert not list(tree.src.rglob(".vipsort-*"))
    assert not tree.leftovers()
    placed = tree.placed()
    assert sorted(placed.values()) == sorted({*SHELF.values()} - {b"text"})
    assert set(placed) >= {"2019/one.jpg", "2020/two.jpg", "Corrupted/half.jpg"}
    assert [path.name for path in tree.src.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("moment", ["renameat2:4", "unlinkat:9"])
def test_an_undo_killed_at_any_moment_is_finished_by_the_next(tree: Tree, strace: str, moment: str) -> None:
    tree.write(SHELF, mtime=1_500_000_000)
    tree.run("--move")
    call, _colon, number = moment.partition(":")
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    watched = (strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject)
    tree.vipsort("undo", tree.dst, through=watched)
    everywhere = {*contents(tree.src).values(), *tree.placed().values()}
    assert everywhere >= set(SHELF.values())
    assert tree.vipsort("undo", tree.dst).code == 0
    assert contents(tree.src) == SHELF
    assert tree.placed() == {}
