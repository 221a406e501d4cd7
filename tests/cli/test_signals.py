"""Ctrl-C and SIGTERM: the pictures in hand finish, and the next run finishes the tree."""

import json
import signal

import pytest

from conftest import Tree, contents
from make import jpeg, noise, with_comment
from vipsort.store.holder import Holder

SLOWLY = ("--format", "webp", "--quality", "80", "--parallel", "1", "--memory", "64MB")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_first_signal_lets_the_pictures_in_hand_finish(tree: Tree, sent: signal.Signals, code: int) -> None:
    data: bytes = noise(600, 400).write_to_buffer(".jpg", Q=95)
    data += bytes(1_000_000)  # more than the budget holds: what follows a picture's end costs bytes and no time
    tree.write({f"{number:02}.jpg": with_comment(data, str(number)) for number in range(40)})
    with tree.start(*SLOWLY) as run:
        assert run.stdout
        assert run.stderr
        first = Tree.next_line(run)
        run.send_signal(sent)
        rest = run.stdout.read()
        err = run.stderr.read().decode()
    assert run.returncode == code
    assert "stopping" in err
    assert "Traceback" not in err
    events = Tree.events(first + rest)
    done = [event["source"] for event in events if event["event"] == "outcome"]
    assert {event["verdict"] for event in events if event["event"] == "outcome"} == {"placed"}
    assert len(done) < 40
    assert len(contents(tree.dst)) == len(done)
    assert not tree.leftovers()
    finished = tree.run(*SLOWLY)
    assert finished.code == 0, finished.err
    assert finished.summary["unchanged"] == len(done)
    assert finished.summary["placed"] == 40 - len(done)
    assert len(tree.placed()) == 40


def test_the_second_signal_stops_now(tree: Tree) -> None:
    data: bytes = noise(3000, 2000).write_to_buffer(".jpg", Q=80)
    tree.write({f"{number}.jpg": with_comment(data, str(number)) for number in range(1, 9)})
    tree.write({"0.jpg": jpeg()})
    with tree.start("--format", "avif", "--parallel", "2") as run:
        assert run.stdout
        assert run.stderr
        assert json.loads(Tree.next_line(run))["source"] == "0.jpg"
        run.send_signal(signal.SIGINT)
        assert b"stopping" in run.stderr.readline()
        run.send_signal(signal.SIGINT)
        told = run.stdout.read().splitlines()
        err = run.stderr.read()
    assert run.returncode == 130
    assert b"Traceback" not in err, err.decode()
    assert len(told) < 8
    finished = tree.run()
    assert finished.code == 0, finished.err
    assert len(tree.placed()) == 9
    assert not tree.leftovers()


def test_ctrl_c_ends_the_wait_for_another_machine_s_run(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    claim = tree.dst / ".vipsort" / "lock.1"
    claim.parent.mkdir(parents=True)
    claim.write_bytes(bytes(Holder("nas1", "another boot", 4711, "99", "2026-11-21T13:20:05")) + b"000000000000")
    with tree.start() as run:
        assert run.stderr
        told = run.stderr.readline().decode()
        run.send_signal(signal.SIGINT)
        err = run.stderr.read().decode()
    assert told.startswith(f"pid 4711 on nas1 since 2026-11-21T13:20:05 held {tree.dst}: watching"), told
    assert run.returncode == 130
    assert "Traceback" not in err
    assert claim.exists()
    assert tree.placed() == {}
