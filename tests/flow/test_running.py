"""A run as an iterator of outcomes: in asyncio, in trio and in neither; left early, and ended by trouble."""

import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import pytest

from conftest import Tree, contents
from make import jpeg, with_comment
from vipsort.cli.spoken import read_settings
from vipsort.flow.books import books_to_write
from vipsort.flow.running import Running, run
from vipsort.flow.settings import Settings
from vipsort.photo.errors import RunError, UsageError
from vipsort.photo.model import Outcome, Verdict
from vipsort.store.state import state_of

PHOTO = jpeg("2019:07:04 10:11:12")
MANY = 1500  # more than may wait to be taken and be on their way together

both = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def pictures(number: int) -> dict[str, bytes]:
    return {f"{each:04}.jpg": with_comment(PHOTO, str(each)) for each in range(number)}


def quick(tree: Tree) -> Settings:
    return read_settings(tree.src, tree.dst, check="header")


def is_free(dst: Path) -> bool:
    """Whether a run could begin there now."""
    with books_to_write(dst, state_of(dst, None)):
        return True


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "vipsort run"]


def worked(backend: str, work: Callable[[], Awaitable[None]]) -> None:
    """The work done in a loop of that kind, after which no run is left."""
    anyio.run(work, backend=backend)
    assert not threads()


@both
def test_every_file_gives_one_outcome(tree: Tree, backend: str) -> None:
    tree.write({"a.jpg": PHOTO, "b.jpg": PHOTO, "c.jpg": PHOTO[:300], "d.txt": b"text"})
    given: dict[str, Outcome] = {}

    async def work() -> None:
        running = run(Settings(tree.src, tree.dst))
        async for outcome in running:
            given[outcome.source.name] = outcome
        assert running.tally.found == running.tally.done == 4
        assert running.snapshot
        assert running.snapshot.bytes_held.held == 0

    worked(backend, work)
    verdicts = {name: outcome.verdict for name, outcome in given.items()}
    assert verdicts == {
        "a.jpg": Verdict.PLACED,
        "b.jpg": Verdict.DUPLICATE,
        "c.jpg": Verdict.QUARANTINED,
        "d.txt": Verdict.SKIPPED,
    }
    assert set(tree.placed()) == {given["a.jpg"].target, given["c.jpg"].target}


def test_a_thread_without_a_loop_may_ask_too(tree: Tree) -> None:
    tree.write(pictures(3))
    assert [outcome.verdict for outcome in run(quick(tree))] == [Verdict.PLACED] * 3
    assert [outcome.verdict for outcome in run(quick(tree))] == [Verdict.UNCHANGED] * 3
    assert not threads()


def test_a_run_is_worked_once(tree: Tree) -> None:
    tree.write(pictures(1))
    running = run(quick(tree))
    assert len(list(running)) == 1
    assert list(running) == []
    running.close()


def test_a_dry_run_leaves_no_trace(tree: Tree) -> None:
    tree.write(pictures(2))
    foretold = [outcome.target for outcome in run(read_settings(tree.src, tree.dst, dry_run=True))]
    assert foretold == ["2019/0000.jpg", "2019/0001.jpg"]
    assert not tree.dst.exists()


@both
def test_leaving_early_waits_until_what_was_begun_is_in_order(tree: Tree, backend: str) -> None:
    tree.write(pictures(MANY))
    held: list[Running] = []

    async def work() -> None:
        async with run(quick(tree)) as running:
            held.append(running)
            async for _outcome in running:
                break
        assert not threads()
        assert is_free(tree.dst)

    worked(backend, work)
    assert 0 < held[0].tally.done < MANY
    assert len(tree.placed()) == held[0].tally.done
    assert not tree.leftovers()
    assert list(held[0]) == []
    rest = [outcome.verdict for outcome in run(quick(tree))]
    assert rest.count(Verdict.UNCHANGED) == held[0].tally.done
    assert len(tree.placed()) == MANY


@both
def test_an_exception_of_the_hosts_comes_through(tree: Tree, backend: str) -> None:
    tree.write(pictures(MANY))

    async def work() -> None:
        async with run(quick(tree)) as running:
            async for _outcome in running:
                raise KeyError("the host's own")

    with pytest.raises(KeyError, match="the host's own"):
        worked(backend, work)
    assert not threads()
    assert is_free(tree.dst)


@both
def test_a_cancelled_loop_ends_the_run_in_order(tree: Tree, backend: str) -> None:
    tree.write(pictures(MANY))

    async def work() -> None:
        with anyio.CancelScope() as scope:
            async with run(quick(tree)) as running:
                async for _outcome in running:
                    scope.cancel()
        assert scope.cancelled_caught
        assert is_free(tree.dst)

    worked(backend, work)


@both
def test_an_outcome_that_was_waited_for_and_cancelled_is_not_lost(tree: Tree, backend: str) -> None:
    tree.write(pictures(20))
    given: list[str] = []

    async def work() -> None:
        async with run(quick(tree)) as running:
            while True:
                with anyio.move_on_after(0):
                    given.append((await anext(running)).source.name)
                    continue
                with anyio.move_on_after(0.001):
                    given.append((await anext(running)).source.name)
                if len(given) == 20:
                    return

    worked(backend, work)
    assert sorted(given) == sorted(pictures(20))


def test_a_loop_that_is_left_without_a_block_ends_the_run_by_itself(tree: Tree) -> None:
    tree.write(pictures(MANY))
    for _outcome in run(quick(tree)):
        break
    for thread in threads():
        thread.join()
    assert is_free(tree.dst)
    assert 0 < len(tree.placed()) < MANY


def test_a_run_that_was_never_asked_for_anything_never_began(tree: Tree) -> None:
    with run(quick(tree)) as running:
        assert running.snapshot is None
    assert running.tally.found == 0
    assert list(running) == []
    assert not tree.dst.exists()


def test_who_takes_slowly_holds_the_run_back(tree: Tree) -> None:
    tree.write(pictures(MANY * 2))
    with run(quick(tree)) as running:
        next(running)
        assert sum(1 for _ in run(read_settings(tree.src, tree.root / "other", check="header"))) == MANY * 2
        assert running.tally.done < MANY * 2
        assert sum(1 for _ in running) == MANY * 2 - 1
    assert running.tally.done == MANY * 2


@both
def test_wrong_places_are_said_out_of_the_loop(tree: Tree, backend: str) -> None:
    async def work() -> None:
        async for _outcome in run(Settings(tree.root / "nowhere", tree.dst)):
            raise AssertionError

    with pytest.raises(UsageError, match="nowhere does not exist"):
        worked(backend, work)


def test_a_dst_that_another_run_holds_is_said_out_of_the_loop(tree: Tree) -> None:
    tree.write(pictures(MANY))
    with run(quick(tree)) as running:
        next(running)
        with pytest.raises(RunError, match="another run holds"):
            next(run(quick(tree)))


def test_trouble_is_raised_after_what_was_told_and_once(tree: Tree) -> None:
    tree.write(pictures(1))
    (tree.dst / ".vipsort").mkdir(parents=True)
    (tree.dst / ".vipsort/journal.jsonl").mkdir()
    running = run(quick(tree))
    with pytest.raises(RunError, match="cannot"):
        list(running)
    assert list(running) == []
    with pytest.raises(RunError, match="cannot"), run(quick(tree)) as other:
        next(other)


def test_two_runs_go_on_side_by_side(tree: Tree) -> None:
    tree.write(pictures(40))
    one, two = run(quick(tree)), run(read_settings(tree.src, tree.root / "other", check="header"))
    assert {next(each).verdict for _ in pictures(40) for each in (one, two)} == {Verdict.PLACED}
    assert contents(tree.dst) == contents(tree.root / "other")


def test_a_program_that_ends_with_a_run_open_lets_it_end(tree: Tree) -> None:
    tree.write(pictures(MANY))
    program = (
        "from vipsort import read_settings, run\n"
        f"running = run(read_settings({str(tree.src)!r}, {str(tree.dst)!r}, check='header'))\n"
        "next(running)\n"
    )
    ran = tree.vipsort("-c", program, program=[sys.executable])
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert is_free(tree.dst)
    assert 0 < len(tree.placed()) < MANY
