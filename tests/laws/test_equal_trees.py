"""Laws 2 and 6: the same tree however it is run and wherever it is stopped; nothing lost, no temporary files."""

import json
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from conftest import ENGINE, Ran, Tree, contents
from processes import kill_at

RENDERING = ("--resize", "160", "--format", "jpeg", "--metadata", "none", "--layout", "day")
SORTING = ("--duplicates", "folder", "--others", "copy")
SLOWLY = ("--format", "webp", "--quality", "80", "--parallel", "1", "--layout", "flat")


def straight(tree: Tree, *options: str) -> dict[str, bytes]:
    """The tree of a run that nobody stopped."""
    ran = tree.vipsort("run", tree.src, tree.root / "straight", "--json", *options)
    assert ran.code in {0, 3}, ran.err
    return contents(tree.root / "straight")


@pytest.mark.parametrize("policy", [SORTING, RENDERING], ids=["sorted", "rendered"])
def test_the_tree_does_not_depend_on_the_limits(
    tree: Tree, crowd: dict[str, bytes], real: dict[str, bytes], policy: tuple[str, ...]
) -> None:
    tree.write(crowd if policy is SORTING else crowd | real, mtime=1_600_000_000)
    expected = straight(tree, *policy)
    assert len(expected) > 30
    limits = list(product(("1", "8"), ("64MB", "1GB"), ("1", "16")))
    with ThreadPoolExecutor(2) as pool:
        for dst, ran in pool.map(partial(run_within, tree, policy), limits):
            assert contents(dst) == expected, (dst.name, ran.err)
            assert {(dst / name).stat().st_mtime for name in expected} == {1_600_000_000}


def run_within(tree: Tree, policy: tuple[str, ...], limits: tuple[str, str, str]) -> tuple[Path, Ran]:
    parallel, memory, io = limits
    dst = tree.root / f"dst-{parallel}-{memory}-{io}"
    words = ("--parallel", parallel, "--memory", memory, "--io", io)
    return dst, tree.vipsort("run", tree.src, dst, "--json", *policy, *words)


def test_no_two_names_differ_in_case_or_unicode_form_alone(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    names = straight(tree, "--layout", "flat", "--duplicates", "keep")
    assert len({name.casefold() for name in names}) == len(names)
    assert {"CAF\u00c9.JPG", "caf\u00e9-2.jpg", "caf\u00e9-3.jpg", "STRASSE.jpg", "stra\u00dfe-2.jpg"} <= set(names)


def test_a_killed_run_is_finished_by_the_next(tree: Tree, shelf: dict[str, bytes]) -> None:
    tree.write(shelf)
    expected = straight(tree, *SLOWLY)
    done: set[str] = set()
    for lines in (1, 8):
        with tree.start(*SLOWLY, program=ENGINE) as run:
            assert run.stdout
            told = [json.loads(Tree.next_line(run)) for _ in range(len(done) + lines)]
            run.kill()
        assert run.returncode == -signal.SIGKILL
        # What was told is durable: it is not done again.
        assert done <= {each["source"] for each in told if each["verdict"] == "unchanged"}
        done |= {each["source"] for each in told}
    resumed = tree.run(*SLOWLY)
    assert resumed.code == 0, resumed.err
    assert {resumed.outcome(source)["verdict"] for source in done} == {"unchanged"}
    assert resumed.summary["placed"] + resumed.summary["unchanged"] == len(shelf)
    assert tree.placed() == expected
    assert not tree.leftovers()


@pytest.mark.parametrize(
    ("policy", "moment"),
    [
        (SORTING, "mkdir:2"),
        (SORTING, "fsync:6"),
        (SORTING, "renameat2:9"),
        (RENDERING, "renameat2:1"),
        (RENDERING, "utimensat:8"),
        (RENDERING, "fsync:9"),
    ],
    ids=lambda case: case if isinstance(case, str) else case[0],
)
def test_a_run_killed_at_any_moment_is_finished_by_the_next(
    tree: Tree, crowd: dict[str, bytes], strace: str, policy: tuple[str, ...], moment: str
) -> None:
    tree.write(crowd)
    expected = straight(tree, *policy)
    assert kill_at(tree, strace, moment, policy) == -signal.SIGKILL
    assert tree.run(*policy).code in {0, 3}
    assert tree.placed() == expected
    assert not tree.leftovers()
    assert tree.run(*policy).summary["placed"] == 0


@pytest.mark.parametrize("moment", ["mkdir:2", "renameat2:35", "unlinkat:2"])
def test_a_flattened_tree_is_the_same_after_a_kill(
    tree: Tree, crowd: dict[str, bytes], strace: str, moment: str
) -> None:
    policy = ("--layout", "day", "--flatten")
    tree.write(crowd)
    expected = straight(tree, *policy)
    assert kill_at(tree, strace, moment, policy) == -signal.SIGKILL
    assert tree.run(*policy).code in {0, 3}
    assert tree.placed() == expected
    assert not tree.leftovers()


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(
    tree: Tree, crowd: dict[str, bytes], strace: str
) -> None:
    tree.write(crowd)
    expected = straight(tree, *RENDERING)
    deaths = 0
    while kill_at(tree, strace, "renameat2:10", RENDERING) == -signal.SIGKILL:
        deaths += 1
        assert deaths < len(crowd)
    assert deaths
    assert tree.placed() == expected
    assert not tree.leftovers()
