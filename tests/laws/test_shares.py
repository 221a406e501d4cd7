"""Law: a share that hiccups loses nothing, one that stalls holds nobody up, and one that is gone stops the run."""

import errno
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Tree, contents
from make import jpeg
from share import Share, mounted, needs_fuse, sshfs
from share_server import Fault

pytestmark = needs_fuse

PICTURES = {name: jpeg("2019:07:04 10:11:12", seed) for seed, name in enumerate(["a.jpg", "b.jpg", "c/d.jpg"], 1)}
PLACED = {"2019/a.jpg": PICTURES["a.jpg"], "2019/b.jpg": PICTURES["b.jpg"], "2019/d.jpg": PICTURES["c/d.jpg"]}
PASSING = [errno.EIO, errno.ESTALE, errno.EAGAIN, errno.EBUSY, errno.ETIMEDOUT]


@contextmanager
def src_on_share(tree: Tree, *faults: Fault, **manners: Any) -> Iterator[Share]:  # noqa: ANN401 - Manners' own
    """SRC, with three pictures, lies on a share."""
    far = tree.root / "far"
    if not far.exists():
        tree.write(PICTURES)
        tree.src.rename(far)
    with mounted(far, tree.src, *faults, **manners) as share:
        yield share


@contextmanager
def dst_on_share(tree: Tree, *faults: Fault, **manners: Any) -> Iterator[Share]:  # noqa: ANN401 - Manners' own
    """DST lies on a share, and SRC with three pictures does not."""
    tree.write(PICTURES)
    with mounted(tree.root / "far", tree.dst, *faults, **manners) as share:
        yield share


def placed(tree: Tree) -> dict[str, bytes]:
    """What lies on the share that is DST."""
    return contents(tree.root / "far")


def leftovers(tree: Tree) -> list[Path]:
    return list((tree.root / "far").rglob(".vipsort-*"))


def left(tree: Tree, share: Share, *options: str, signalled: bool = False) -> Ran:
    """A run that ends while something hangs on the share.

    Linux keeps a process whose question lies with a FUSE daemon until that is gone, whatever ends it: so what is seen
    is that its first thread has ended, and the share is gone before the rest is awaited.
    """
    with tree.start(*options) as run:
        share.wait_until_it_hangs()
        if signalled:
            assert run.stderr
            run.send_signal(signal.SIGINT)
            assert b"stopping" in run.stderr.readline()
            run.send_signal(signal.SIGINT)
        state = Path(f"/proc/{run.pid}/stat")
        patience = time.monotonic() + 25
        while state.read_text().rpartition(")")[2].split()[0] != "Z" and time.monotonic() < patience:
            time.sleep(0.05)
        has_left = time.monotonic() < patience
        share.unmount()
        out, err = run.communicate()
    assert has_left, "it waited for the share"
    return Ran(run.returncode, out.decode(), err.decode())


@pytest.mark.parametrize("error", PASSING)
@pytest.mark.parametrize("op", ["open", "read"])
def test_reading_is_tried_again(tree: Tree, op: str, error: int) -> None:
    with src_on_share(tree, Fault(op, "a.jpg", error, times=2)):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == PLACED


@pytest.mark.parametrize("fault", [Fault("readdir", "c", errno.EIO, 2), Fault("getattr", "d.jpg", errno.EIO, 2)])
def test_listing_is_tried_again(tree: Tree, fault: Fault) -> None:
    with src_on_share(tree, fault):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == PLACED


@pytest.mark.parametrize("op", ["create", "write", "fsync", "flush", "link", "fsyncdir"])
def test_writing_is_done_all_over_again(tree: Tree, op: str) -> None:
    name = {"link": "*.jpg", "fsyncdir": "2019"}.get(op, "*.tmp")
    with dst_on_share(tree, Fault(op, name, errno.EIO, 2)):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert placed(tree) == PLACED
    assert not leftovers(tree)


def test_a_share_that_is_busy_gets_its_pictures(tree: Tree) -> None:
    with dst_on_share(tree, Fault("link", error=errno.EPERM), Fault("rename", "*.jpg", errno.EBUSY, 2)):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert placed(tree) == PLACED
    assert not leftovers(tree)


def test_what_never_can_be_read_is_one_picture_s_trouble(tree: Tree) -> None:
    with src_on_share(tree, Fault("read", "a.jpg", errno.EIO), Fault("readdir", "c", errno.EIO)):
        ran = tree.run("--retries", "1")
    assert ran.code == 3, ran.err
    assert (ran.summary["placed"], ran.summary["failed"]) == (1, 2)


def test_a_read_that_stalls_holds_up_nobody(tree: Tree) -> None:
    with src_on_share(tree, Fault("read", "a.jpg", hangs=True)) as share:
        ran = left(tree, share, "--timeout", "1")
        assert ran.code == 3, ran.err
        assert ran.outcome("a.jpg")["reason"] == "reading it stalled"
        assert ran.summary["placed"] == 2


@pytest.mark.parametrize("op", ["readdir", "getattr"])
def test_a_walk_that_stalls_stops_the_run(tree: Tree, op: str) -> None:
    name = {"readdir": "c", "getattr": "d.jpg"}[op]
    with src_on_share(tree, Fault(op, name, hangs=True)) as share:
        ran = left(tree, share, "--timeout", "1")
        assert ran.code == 1, ran.err
        assert f"SRC {tree.src} does not answer" in ran.err
    with src_on_share(tree):
        assert tree.run().code == 0
    assert tree.placed() == PLACED


def test_more_stalled_reads_than_threads_stop_the_run(tree: Tree) -> None:
    with src_on_share(tree, Fault("read", hangs=True)) as share:
        ran = left(tree, share, "--timeout", "1", "--io", "1")
        assert ran.code == 1, ran.err
        assert f"SRC {tree.src} does not answer" in ran.err


@pytest.mark.parametrize("op", ["write", "fsync", "create", "fsyncdir"])
def test_a_write_that_stalls_stops_the_run(tree: Tree, op: str) -> None:
    with dst_on_share(tree, Fault(op, "2019" if op == "fsyncdir" else "*.tmp", hangs=True)) as share:
        ran = left(tree, share, "--timeout", "1")
        assert ran.code == 1, ran.err
        assert f"DST {tree.dst} does not answer" in ran.err
    with dst_on_share(tree):
        assert tree.run().code == 0
    assert placed(tree) == PLACED


def test_a_journal_that_stalls_stops_the_run(tree: Tree) -> None:
    with dst_on_share(tree):
        assert tree.run().code == 0
    with dst_on_share(tree, Fault("fsync", "journal.jsonl", hangs=True)) as share:
        ran = left(tree, share, "--timeout", "1")
        assert ran.code == 1, ran.err
        assert f"DST {tree.dst} does not answer" in ran.err


@pytest.mark.parametrize("op", ["open", "read", "readdir"])
def test_a_src_that_goes_away_stops_the_run_and_the_next_one_goes_on(tree: Tree, op: str) -> None:
    with src_on_share(tree, Fault(op, {"readdir": "c"}.get(op, "b.jpg"), dies=True)):
        ran = tree.run("--io", "1")
    assert ran.code == 1, ran.err
    assert f"SRC {tree.src} is gone" in ran.err
    with src_on_share(tree):
        assert tree.run().code == 0
    assert tree.placed() == PLACED


@pytest.mark.parametrize("op", ["create", "write", "link"])
def test_a_dst_that_goes_away_stops_the_run_and_the_next_one_goes_on(tree: Tree, op: str) -> None:
    with dst_on_share(tree, Fault(op, "b.jpg" if op == "link" else "*.tmp", dies=True)):
        ran = tree.run()
    assert ran.code == 1, ran.err
    assert "Traceback" not in ran.err
    with dst_on_share(tree):
        assert tree.run().code == 0
    assert placed(tree) == PLACED
    assert not leftovers(tree)


def test_a_full_share_stops_the_run_and_the_next_one_goes_on(tree: Tree) -> None:
    with dst_on_share(tree, space=len(PICTURES["a.jpg"]) + 4_000):
        ran = tree.run()
    assert ran.code == 1, ran.err
    assert "the disk is full" in ran.err or "No space left" in ran.err
    with dst_on_share(tree):
        assert tree.run().code == 0
    assert placed(tree) == PLACED


def test_short_reads_are_read_to_the_end(tree: Tree) -> None:
    with src_on_share(tree, Fault("read", most=1_000), latency=0.001):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert tree.placed() == PLACED


def test_a_share_that_knows_no_case_loses_nothing(tree: Tree) -> None:
    (tree.root / "far" / "2019").mkdir(parents=True)
    (tree.root / "far" / "2019" / "A.JPG").write_bytes(b"theirs")
    with dst_on_share(tree, any_case=True):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert placed(tree) == {
        "2019/A.JPG": b"theirs",
        "2019/a-2.jpg": PICTURES["a.jpg"],
        "2019/b.jpg": PICTURES["b.jpg"],
        "2019/d.jpg": PICTURES["c/d.jpg"],
    }


def test_a_share_of_coarse_times_is_done_once(tree: Tree) -> None:
    with src_on_share(tree, grain=2 * 10**9):
        assert tree.run().summary["placed"] == 3
        assert tree.run().summary["unchanged"] == 3


def test_a_share_that_cannot_sync_is_told_once(tree: Tree) -> None:
    cannot = (Fault("fsync", "*.tmp", errno.ENOTSUP), Fault("fsyncdir", error=errno.EINVAL))
    with dst_on_share(tree, *cannot):
        ran = tree.run()
    assert ran.code == 0, ran.err
    assert ran.err.count("cannot sync") == 1
    assert placed(tree) == PLACED


def test_a_src_that_is_not_mounted_is_not_taken_for_an_empty_one(tree: Tree) -> None:
    with src_on_share(tree):
        assert tree.run().code == 0
    ran = tree.run()
    assert ran.code == 1
    assert f"SRC {tree.src} was on fuse //nas/photos in the last run and is empty now: is it mounted?" in ran.err


def test_a_dst_that_is_not_mounted_gets_nothing(tree: Tree) -> None:
    with dst_on_share(tree):
        assert tree.run().code == 0
    for options in ((), ("--dry-run",)):
        ran = tree.run(*options)
        assert ran.code == 1
        assert "is it mounted?" in ran.err
    assert list(tree.dst.iterdir()) == []
    (index,) = tree.root.glob("state/vipsort/*/index.sqlite")
    assert str(index) in ran.err
    index.unlink()
    assert tree.run().code == 0


def test_a_second_signal_waits_for_no_share(tree: Tree) -> None:
    with src_on_share(tree, Fault("read", "a.jpg", hangs=True)) as share:
        assert left(tree, share, signalled=True).code == 130


def test_pictures_come_from_sshfs_and_go_to_sshfs(tree: Tree, crowd: dict[str, bytes]) -> None:
    tree.write(crowd)
    assert tree.vipsort("run", tree.src, tree.root / "straight").code == 3
    disk = tree.root / "disk"
    disk.mkdir()
    with sshfs(tree.src, tree.root / "card") as card, sshfs(disk, tree.root / "nas") as nas:
        ran = tree.vipsort("run", card, nas, "--json", "--move")
        assert ran.code == 3, ran.err
        assert contents(nas) == contents(tree.root / "straight")
        assert tree.vipsort("verify", nas).code == 0
        assert contents(tree.src) == {"c/notes.txt": crowd["c/notes.txt"]}
        assert tree.vipsort("undo", nas).code == 0
        assert contents(nas) == {}
    assert contents(tree.src) == crowd


def test_an_original_that_can_neither_go_nor_come_back_is_given_its_name_all_the_same(tree: Tree) -> None:
    refused = (
        Fault("unlink", "*.original", error=errno.EACCES, times=1),
        Fault("link", "b.jpg", error=errno.EACCES, times=1),
    )
    only = {"b.jpg": PICTURES["b.jpg"]}
    tree.write(only)
    tree.src.rename(tree.root / "far")
    with src_on_share(tree, *refused) as share:
        ran = tree.run("--move")
        assert ran.code == 3, ran.err
        assert ran.outcome("b.jpg")["stays"]
        assert contents(share.at) == only
        assert tree.run("--move").code == 0
        assert contents(share.at) == {}


def test_a_picture_is_opened_once_and_asked_for_nothing_that_the_listing_told(tree: Tree) -> None:
    record = tree.root / "asked"
    with src_on_share(tree, cached=True, record=str(record)):
        assert tree.run().code == 0
    assert tree.placed() == PLACED
    asked = record.read_text().splitlines()
    assert sorted(line for line in asked if line.startswith("open ")) == [f"open /{name}" for name in PICTURES]
    assert sorted(line for line in asked if line.startswith("read ")) == [f"read /{name}" for name in PICTURES]
    assert not [line for line in asked if line.startswith("getattr ") and line.endswith(".jpg")]


def test_a_slow_share_is_sorted_as_a_quick_one_is(tree: Tree) -> None:
    crowd = {f"{folder}/{number:02}.jpg": jpeg("", number % 17) for folder in "ab" for number in range(20)}
    tree.write(crowd)
    assert tree.vipsort("run", tree.src, tree.root / "straight").code == 0
    tree.src.rename(tree.root / "far")
    with mounted(tree.root / "far", tree.src, latency=0.03):
        assert tree.run().code == 0
    assert tree.placed() == contents(tree.root / "straight")


def test_files_that_belong_together_stay_together_on_a_share_that_answers_late(tree: Tree) -> None:
    names = [f"{number:02}" for number in range(20)]
    files = {f"x/{name}.heic": jpeg("2019:07:04 10:11:12", seed) for seed, name in enumerate(names)}
    tree.write({**files, **{f"x/{name}.mov": name.encode() for name in names}})
    tree.write({"y/00.mov": b"other", "y/00.jpg": jpeg("2019:07:04 10:11:12", 99)})
    straight = tree.vipsort("run", tree.src, tree.root / "straight", "--json", "--layout", "flat")
    assert straight.code == 0, straight.err
    tree.src.rename(tree.root / "far")
    with src_on_share(tree, latency=0.02):
        ran = tree.run("--layout", "flat")
    assert ran.code == 0, ran.err
    assert tree.placed() == contents(tree.root / "straight")
    assert {"00-2.mov", "00-2.jpg"} <= set(tree.placed())
