"""Laws 2 and 6: the same tree however it is run and wherever it is stopped; nothing lost, no temporary files."""

import json
import signal
from itertools import product

import pytest
from conftest import Tree, contents

RENDERING = ("--resize", "160", "--format", "jpeg", "--metadata", "none", "--layout", "day")
SORTING = ("--duplicates", "folder", "--others", "copy")
SLOWLY = ("--format", "webp", "--quality", "80", "--parallel", "1", "--layout", "flat")


def straight(tree: Tree, *options: str) -> dict[str, bytes]:
    """The tree of a run that nobody stopped."""
    ran = tree.vipsort("run", tree.src, tree.root / "straight", "--json", *options)
    assert ran.code in {0, 3}, ran.err
    return contents(tree.root / "straight")


@pytest.mark.parametrize("policy", [SORTING, RENDERING], ids=["sorted", "rendered"])
def test_the_tree_does_not_depend_on_the_limits(tree: Tree, crowd: dict[str, bytes], policy: tuple[str, ...]) -> None:
    tree.write(crowd, mtime=1_600_000_000)
    expected = straight(tree, *policy)
    assert len(expected) > 60
    for parallel, memory, io in product(("1", "8"), ("64MB", "1GB"), ("1", "16")):
        dst = tree.root / f"dst-{parallel}-{memory}-{io}"
        limits = ("--parallel", parallel, "--memory", memory, "--io", io)
        ran = tree.vipsort("run", tree.src, dst, "--json", *policy, *limits)
        assert contents(dst) == expected, (limits, ran.err)
        assert {(dst / name).stat().st_mtime for name in expected} == {1_600_000_000}


def test_no_two_names_differ_in_case_or_unicode_form_alone(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    names = straight(tree, "--layout", "flat", "--duplicates", "keep")
    assert len({name.casefold() for name in names}) == len(names)
    assert "CAF\u00c9-3.JPG" in names


@pytest.mark.parametrize("lines", [1, 12, 25])
def test_a_killed_run_is_finished_by_the_next(tree: Tree, shelf: dict[str, bytes], lines: int) -> None:
    tree.write(shelf)
    expected = straight(tree, *SLOWLY)
    with tree.start(*SLOWLY) as run:
        assert run.stdout
        told = [json.loads(run.stdout.readline()) for _ in range(lines)]
        run.kill()
    assert run.returncode == -signal.SIGKILL
    resumed = tree.run(*SLOWLY)
    assert resumed.code == 0, resumed.err
    assert tree.placed() == expected
    assert not tree.leftovers()
    # What was told is durable: it is not done again.
    assert {resumed.outcome(each["source"])["verdict"] for each in told} == {"unchanged"}
    assert resumed.summary["placed"] + resumed.summary["unchanged"] == len(shelf)


@pytest.mark.parametrize("policy", [SORTING, RENDERING], ids=["sorted", "rendered"])
@pytest.mark.parametrize(
    "moment", ["mkdir:2", "renameat2:1", "renameat2:30", "fsync:3", "fsync:20", "fsync:55", "utimensat:9", "unlink:4"]
)
def test_a_run_killed_at_any_moment_is_finished_by_the_next(
    tree: Tree, crowd: dict[str, bytes], strace: str, policy: tuple[str, ...], moment: str
) -> None:
    tree.write(crowd)
    expected = straight(tree, *policy)
    call, _colon, number = moment.partition(":")
    inject = f"inject={call}:signal=SIGKILL:when={number}"
    watched = (strace, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject)
    with tree.start(*policy, through=watched) as run:
        run.communicate()
    resumed = tree.run(*policy)
    assert resumed.code == 3, resumed.err
    assert tree.placed() == expected
    assert not tree.leftovers()
    assert tree.run(*policy).summary["placed"] == 0


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(
    tree: Tree, crowd: dict[str, bytes], strace: str
) -> None:
    tree.write(crowd)
    expected = straight(tree, *RENDERING)
    inject = "inject=renameat2:signal=SIGKILL:when=14"
    for _ in range(len(crowd)):
        with tree.start(
            *RENDERING, through=(strace, "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", inject)
        ) as run:
            run.communicate()
        if run.returncode in {0, 3}:
            break
    assert tree.placed() == expected
    assert not tree.leftovers()
