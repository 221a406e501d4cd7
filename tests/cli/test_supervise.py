"""A run goes on when its engine dies, stops when it is asked to, and leaves nobody behind."""

import json
import os
import pty
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import VIPSORT, Tree, contents
from make import jpeg, noise, with_comment
from processes import engine_of, kill_when_told, resident, wait_for_the_end

SLOWLY = ("--format", "webp", "--quality", "80", "--parallel", "1", "--layout", "flat")
AVIF = ("--format", "avif", "--parallel", "1", "--layout", "flat")


@pytest.fixture
def many(tree: Tree) -> Tree:
    """Forty pictures of which each takes its time."""
    data: bytes = noise(480, 360).write_to_buffer(".jpg", Q=90)
    tree.write({f"{number:02}.jpg": with_comment(data, str(number)) for number in range(40)})
    return tree


@pytest.fixture
def slow(tree: Tree) -> Tree:
    """A small picture, one that takes seconds, and some that are behind it."""
    data: bytes = noise(1800, 1200).write_to_buffer(".jpg", Q=80)
    tree.write(
        {"0.jpg": jpeg(), "1.jpg": data, **{f"{number}.jpg": with_comment(data, f"{number}") for number in (2, 3)}}
    )
    return tree


@pytest.mark.parametrize("deadly", [signal.SIGSEGV, signal.SIGKILL])
def test_a_run_goes_on_when_its_engine_dies(many: Tree, deadly: signal.Signals) -> None:
    expected = straight(many, *SLOWLY)
    with many.start(*SLOWLY) as run:
        assert run.stdout
        assert run.stderr
        first = Tree.next_line(run)
        kill_when_told(run.pid, deadly)
        lines = (first + run.stdout.read()).splitlines()
        err = run.stderr.read().decode()
    assert run.returncode == 0, err
    events = Tree.events(b"\n".join(lines))
    told = Counter(event["source"] for event in events[:-1])
    assert set(told) == {f"{number:02}.jpg" for number in range(40)}
    assert told.total() <= 41  # whoever dies between writing a line and noting that leaves that one to be told again
    assert {event["verdict"] for event in events[:-1]} == {"placed"}
    assert events[-1]["found"] == events[-1]["placed"] == 40
    assert events[-1]["bytes_out"] == sum(map(len, expected.values()))
    assert many.placed() == expected
    assert not many.leftovers()
    assert err.startswith(f"vipsort: ended by {deadly.name}"), err
    assert err.endswith("; starting again\n")
    starts = [record for record in journal(many) if record["kind"] == "start"]
    assert len(starts) == 2
    assert starts[0]["run"] == starts[1]["run"]
    assert starts[1]["after"] == deadly.name


@pytest.mark.parametrize("trash", [(), ("--trash", "trash")], ids=["for good", "trash"])
def test_a_move_goes_on_when_its_engine_dies(many: Tree, trash: tuple[str, ...]) -> None:
    before = {path.name: path.read_bytes() for path in many.src.iterdir()}
    with many.start("--layout", "flat", "--move", *trash) as run:
        kill_when_told(run.pid, signal.SIGKILL)
        out, err = run.communicate()
    assert run.returncode == 0, err
    assert json.loads(out.splitlines()[-1])["placed"] == 40
    assert list(many.src.iterdir()) == []
    assert many.placed() == before
    if trash:
        (kept,) = (many.root / "trash").iterdir()
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def test_what_was_in_hand_is_made_in_a_process_of_its_own_and_is_the_same(slow: Tree) -> None:
    slow.write({"1.jpg": noise(1200, 800).write_to_buffer(".jpg", Q=80)})
    expected = straight(slow, *AVIF)
    with slow.start(*AVIF) as run:
        assert run.stdout
        assert run.stderr
        Tree.next_line(run)
        kill_when_told(run.pid, signal.SIGSEGV)  # the next one has been in hand for a while
        run.stdout.read()
        err = run.stderr.read().decode()
    assert run.returncode == 0
    assert err == "vipsort: ended by SIGSEGV with 1.jpg in hand; starting again\n"
    assert slow.placed() == expected


def test_a_run_that_dies_again_and_again_tells_each_file_once(many: Tree) -> None:
    many.write({"broken.jpg": b"no picture", "notes.txt": b"text", "tiny/hidden.txt": b"more text"})
    many.run("--exclude", "[123]*.jpg", *SLOWLY)
    with many.start(*SLOWLY) as run:
        assert run.stdout
        engine = 0
        for outcomes in (14, 19, 24):  # one engine after the other gets a little further
            engine = kill_when_told(run.pid, signal.SIGKILL, outcomes, other_than=engine)
        told = run.stdout.read().splitlines()
    events = Tree.events(b"\n".join(told))
    told_of = {event["source"]: event for event in events[:-1]}
    assert len(told_of) == events[-1]["found"] == 43
    # Whoever dies between writing a line and noting that leaves that one line to be told again.
    assert len(events) - 1 - len(told_of) <= 3
    verdicts = Counter(event["verdict"] for event in told_of.values())
    assert {verdict: events[-1][verdict] for verdict in verdicts} == verdicts
    assert verdicts["placed"] == 30
    assert verdicts["unchanged"] == 11


def test_a_dry_run_tells_each_file_once_too(many: Tree) -> None:
    with many.start(*SLOWLY, "--dry-run", "--max-size", "20kB") as run:
        assert run.stdout
        told = [Tree.next_line(run).rstrip()]
        kill_when_told(run.pid, signal.SIGSEGV)
        told += run.stdout.read().splitlines()
    assert run.returncode == 0
    events = Tree.events(b"\n".join(told))
    assert len({event["source"] for event in events[:-1]}) == len(events) - 1 == events[-1]["found"] == 40
    assert not many.dst.exists()


def test_an_engine_that_dies_without_any_progress_is_given_up(many: Tree) -> None:
    with many.start(*SLOWLY) as run:
        assert run.stderr
        engine = 0
        for _death in range(3):
            engine = engine_of(run.pid, other_than=engine)
            os.kill(engine, signal.SIGKILL)  # long before it has read its words
        err = run.stderr.read().decode()
    assert run.returncode == 1
    assert err.splitlines()[-1] == (
        "vipsort: the engine was ended by SIGKILL three times without progress;"
        " what is done is safe, run it again to go on"
    )
    assert many.run(*SLOWLY).code == 0


def test_no_engine_outlives_its_supervisor(slow: Tree) -> None:
    with slow.start(*AVIF) as run:
        assert run.stdout
        Tree.next_line(run)
        engine = engine_of(run.pid)
        run.kill()
        wait_for_the_end(engine)
    assert slow.run("--layout", "flat").code == 0


def test_a_supervisor_takes_next_to_no_memory(slow: Tree) -> None:
    with slow.start(*AVIF) as run:
        assert run.stdout
        Tree.next_line(run)
        os.kill(engine_of(run.pid), signal.SIGSEGV)
        Tree.next_line(run)
        assert resident(run.pid) < 15_000_000
        run.stdout.read()
    assert run.returncode == 0


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_the_whole_group_is_heard_once(slow: Tree, sent: signal.Signals, code: int) -> None:
    with slow.start(*AVIF, through=("setsid",)) as run:
        assert run.stdout
        assert run.stderr
        Tree.next_line(run)
        os.killpg(run.pid, sent)  # as systemd and timeout do
        told = run.stdout.read().splitlines()
        err = run.stderr.read()
    assert run.returncode == code
    assert err.count(b"stopping") == 1
    assert "1.jpg" in {json.loads(line).get("source") for line in told}  # it was in hand, and is finished


def test_a_hangup_ends_it(slow: Tree) -> None:
    with slow.start(*AVIF) as run:
        assert run.stdout
        Tree.next_line(run)
        run.send_signal(signal.SIGHUP)
        run.stdout.read()
    assert run.returncode == 129
    assert slow.run("--layout", "flat").code == 0


def test_what_was_asked_to_stop_is_not_started_again(slow: Tree) -> None:
    with slow.start(*AVIF) as run:
        assert run.stdout
        assert run.stderr
        Tree.next_line(run)
        engine = engine_of(run.pid)
        run.terminate()
        assert b"stopping" in run.stderr.readline()
        os.kill(engine, signal.SIGSEGV)
        run.stdout.read()
        assert run.stderr.read() == b""
    assert run.returncode == 143


@pytest.mark.skipif(shutil.which("setsid") is None, reason="setsid is not on PATH")
@pytest.mark.parametrize("presses", [1, 2])
def test_control_c_at_a_terminal(slow: Tree, presses: int) -> None:
    with terminal() as (master, slave):
        command = ["setsid", "--ctty", *VIPSORT, "run", str(slow.src), str(slow.dst), "--json", *AVIF]
        with subprocess.Popen(
            command, cwd=slow.root, env=slow.environment, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as run:
            assert run.stdout
            assert run.stderr
            Tree.next_line(run)
            for _press in range(presses):
                os.write(master, b"\x03")
                if _press == 0:
                    assert b"stopping" in run.stderr.readline()
            told = run.stdout.read().splitlines()
            err = run.stderr.read()
    assert run.returncode == 130
    assert err == b""
    assert ("1.jpg" in {json.loads(line).get("source") for line in told}) == (presses == 1)


def test_words_that_are_no_run_are_not_supervised(tree: Tree) -> None:
    (tree.src / "a.jpg").write_bytes(jpeg())
    assert "Usage" in tree.vipsort("run", "--help").out
    assert tree.vipsort("presets").code == 0
    assert tree.vipsort("explain", tree.src / "a.jpg").code == 0


@contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    try:
        yield master, slave
    finally:
        os.close(master)
        os.close(slave)


def straight(tree: Tree, *options: str) -> dict[str, bytes]:
    ran = tree.vipsort("run", tree.src, tree.root / "straight", "--json", *options)
    assert ran.code == 0, ran.err
    return contents(tree.root / "straight")


def journal(tree: Tree) -> list[dict[str, object]]:
    lines = Path(tree.dst / ".vipsort" / "journal.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]
