"""One run at a time in a DST, whoever else tries, from wherever, and however the last holder ended."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import needs_plain_user
from kernel import refused
from share import sshfs
from vipsort.photo.errors import RunError
from vipsort.store.claim import Pace
from vipsort.store.claims import Claims
from vipsort.store.holder import Holder
from vipsort.store.lock import locked

QUICK = Pace(beat=0.05, watch=0.4)
FAR = Holder("nas1", "another boot", 4711, "99", "2026-11-21T13:20:05")

# Takes the lock of argv[1], without the kernel's own lock where argv[2] says so, and holds it until stdin ends.
CHILD = """
import errno, sys, threading
from pathlib import Path
from kernel import refused
from vipsort.photo.errors import RunError
from vipsort.store.claim import Pace
from vipsort.store.lock import locked

def hold():
    try:
        with locked(Path(sys.argv[1]), Pace(beat=0.05, watch=0.4)) as claim:
            print("held", flush=True)
            over = threading.Event()
            threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
            while not over.wait(claim.pace.beat):
                claim.beat()
    except RunError as error:
        print(error, flush=True)

if sys.argv[2] == "flock":
    hold()
else:
    refused(hold, errno.ENOLCK, "flock")
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "dst" / ".vipsort" / "lock"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for child in started:
        child.kill()
        child.communicate()


def start(children: list[subprocess.Popen[str]], lock: Path, kind: str = "no flock") -> subprocess.Popen[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, lock, kind],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    children.append(child)
    return child


def says(child: subprocess.Popen[str]) -> str:
    assert child.stdout
    return child.stdout.readline().strip()


def ends(child: subprocess.Popen[str]) -> str:
    """What it said on stderr; it is told to let go."""
    _out, err = child.communicate(timeout=20)
    assert child.returncode == 0, err
    return err


def hold(lock: Path, pace: Pace = QUICK) -> None:
    with locked(lock, pace):
        pass


def claim_from_afar(lock: Path, number: int = 1) -> Path:
    path = lock.with_name(f"lock.{number}")
    path.write_bytes(bytes(FAR) + b"000000000000")
    return path


def test_a_second_run_is_told_who_holds_what_since_when(lock: Path) -> None:
    who = rf"pid {os.getpid()} on \S+ since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d$"
    with locked(lock), pytest.raises(RunError, match=f"^another run holds {lock.parents[1]}: {who}"):
        hold(lock)


def test_a_lock_is_let_go_of_however_the_run_ends(lock: Path) -> None:
    with pytest.raises(KeyError), locked(lock):
        raise KeyError
    hold(lock)
    hold(lock)
    assert sorted(path.name for path in lock.parent.iterdir()) == ["lock", "lock.ended"]


def test_what_cannot_be_locked_is_told(lock: Path) -> None:
    with pytest.raises(RunError, match=f"cannot lock {lock}: Input/output error"):
        refused(lambda: hold(lock), errno.EIO, "flock")


@needs_plain_user
def test_a_folder_that_cannot_be_written_is_one_clear_error(lock: Path) -> None:
    lock.parent.chmod(0o555)
    with pytest.raises(RunError, match=f"^cannot write to {lock.parent}: Permission denied$"):
        hold(lock)
    lock.parent.chmod(0o755)


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_a_share_without_locks_has_the_claim(lock: Path, error: int) -> None:
    refused(lambda: hold(lock), error, "flock")
    with locked(lock), pytest.raises(RunError, match=f"another run holds .*: pid {os.getpid()} on "):
        refused(lambda: hold(lock), error, "flock")


@pytest.mark.parametrize("kind", ["flock", "no flock"])
def test_two_processes_never_hold_it_at_once(lock: Path, children: list[subprocess.Popen[str]], kind: str) -> None:
    first = start(children, lock, kind)
    assert says(first) == "held"
    second = start(children, lock, kind)
    assert f"another run holds {lock.parents[1]}: pid {first.pid} on" in says(second)
    ends(first)
    third = start(children, lock, kind)
    assert says(third) == "held"
    assert ends(third) == ""


@pytest.mark.parametrize("kind", ["flock", "no flock"])
def test_a_holder_that_was_killed_holds_nothing(lock: Path, children: list[subprocess.Popen[str]], kind: str) -> None:
    killed = start(children, lock, kind)
    assert says(killed) == "held"
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    next_one = start(children, lock, kind)
    assert says(next_one) == "held"
    assert ends(next_one) == ""  # nothing was watched: its pid is known to be gone


def test_two_machines_never_hold_it_at_once(tmp_path: Path, children: list[subprocess.Popen[str]]) -> None:
    """Two mounts of one share: what the kernel locks through the one it does not see through the other."""
    shared, here, there = (tmp_path / name for name in ("shared", "here", "there"))
    (shared / ".vipsort").mkdir(parents=True)
    with sshfs(shared, here), sshfs(shared, there):
        first = start(children, here / ".vipsort/lock", "flock")
        assert says(first) == "held"
        second = start(children, there / ".vipsort/lock", "flock")
        assert f"another run holds {there}: pid {first.pid} on" in says(second)
        ends(first)
        third = start(children, there / ".vipsort/lock", "flock")
        assert says(third) == "held"
        ends(third)


def test_one_that_is_dead_and_not_yet_buried_holds_nothing(lock: Path, children: list[subprocess.Popen[str]]) -> None:
    killed = start(children, lock)
    assert says(killed) == "held"
    os.kill(killed.pid, signal.SIGKILL)
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)  # it stays a zombie
    refused(lambda: hold(lock, Pace()), errno.ENOLCK, "flock")


def test_one_that_is_stopped_still_holds_it(lock: Path, children: list[subprocess.Popen[str]]) -> None:
    first = start(children, lock)
    assert says(first) == "held"
    first.send_signal(signal.SIGSTOP)
    with pytest.raises(RunError, match=f"another run holds .*: pid {first.pid} on "):
        hold(lock)
    first.send_signal(signal.SIGCONT)
    ends(first)


def test_a_pid_that_was_given_again_is_not_taken_for_the_holder(lock: Path) -> None:
    here = Holder.here()
    again = Holder(here.host, here.home, here.pid, "1", here.since)
    lock.with_name("lock.1").write_bytes(bytes(again) + b"000000000007")
    hold(lock, Pace())


def test_a_claim_from_before_this_machine_was_started_again_is_dead(lock: Path, tmp_path: Path) -> None:
    here = Holder.here()
    before = Holder(here.host, "an earlier boot", here.pid, here.started, here.since)
    lock.with_name("lock.1").write_bytes(bytes(before) + b"000000000007")
    hold(lock, Pace())
    with sshfs(lock.parents[1], tmp_path / "mount") as share:  # where another machine may have the same name
        lock.with_name("lock.3").write_bytes(bytes(before) + b"000000000007")
        told: list[str] = []
        with locked(share / ".vipsort/lock", QUICK, told.append):
            pass
    assert len(told) == 1


def test_another_machine_s_claim_that_does_not_beat_is_taken_over(
    lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim_from_afar(lock)
    began = time.monotonic()
    hold(lock)
    assert time.monotonic() - began >= QUICK.watch
    told = f"pid 4711 on nas1 since 2026-11-21T13:20:05 held {lock.parents[1]}: watching 0.4 s for its beat\n"
    assert capsys.readouterr().err == told
    assert sorted(path.name for path in lock.parent.iterdir()) == ["lock", "lock.ended"]


NO_CLAIMS = pytest.mark.parametrize("written", [b"", b"{", b"[]\n", b'{"host": "nas1"}\n000000000000'])


@NO_CLAIMS
def test_a_claim_that_is_none_is_watched_and_taken_over(
    lock: Path, capsys: pytest.CaptureFixture[str], written: bytes
) -> None:
    lock.with_name("lock.1").write_bytes(written)
    refused(lambda: hold(lock), errno.ENOLCK, "flock")
    assert "watching 0.4 s for its beat" in capsys.readouterr().err


@NO_CLAIMS
def test_who_has_the_lock_of_a_disk_in_this_machine_waits_for_no_half_of_a_claim(
    lock: Path, capsys: pytest.CaptureFixture[str], written: bytes
) -> None:
    lock.with_name("lock.1").write_bytes(written)
    hold(lock)
    assert capsys.readouterr().err == ""


def test_a_claim_that_cannot_be_written_leaves_nothing_to_wait_for(lock: Path) -> None:
    with pytest.raises(RunError, match="No space left on device"):
        refused(lambda: hold(lock), errno.ENOSPC, "write")
    assert [path.name for path in lock.parent.iterdir()] == ["lock"]


def test_another_machine_s_claim_that_beats_is_respected(lock: Path) -> None:
    path = claim_from_afar(lock)

    def beat_once(_told: str) -> None:
        path.write_bytes(bytes(FAR) + b"000000000001")

    with (
        pytest.raises(RunError, match=r"another run holds .*: pid 4711 on nas1 since 2026-11-21T13:20:05$"),
        locked(lock, QUICK, beat_once),
    ):
        pass
    assert path.exists()


def test_another_machine_s_claim_that_ends_meanwhile_is_no_hindrance(lock: Path) -> None:
    path = claim_from_afar(lock)
    with locked(lock, Pace(watch=3), lambda _told: path.unlink()):
        pass


@pytest.mark.parametrize("numbers", [(), (1,), (1, 2, 3)])
def test_of_many_that_come_at_once_exactly_one_wins(
    lock: Path, children: list[subprocess.Popen[str]], numbers: tuple[int, ...]
) -> None:
    for number in numbers:
        claim_from_afar(lock, number)
    for _ in range(6):
        start(children, lock)
    words = [says(child) for child in children]
    winners = [child for child, said in zip(children, words, strict=True) if said == "held"]
    assert len(winners) == 1, words
    told = rf"another run holds {lock.parents[1]}: pid {winners[0].pid} on"
    assert all(re.match(told, said) for said in words if said != "held"), words
    ends(winners[0])
    assert sorted(path.name for path in lock.parent.iterdir()) == ["lock", "lock.ended"]


def test_whoever_looked_too_long_ago_cannot_take_over(lock: Path) -> None:
    claim_from_afar(lock)
    claims = Claims(lock)
    long_ago = claims.look()
    hold(lock)  # takes over, ends, and removes the numbers again
    assert not claims.make(long_ago, Holder.here())
    assert claims.look().is_free
    nobody = Claims(lock.with_name("other"))
    empty = nobody.look()
    hold(lock.with_name("other"))
    assert not nobody.make(empty, Holder.here())
    assert nobody.look().is_free


def test_a_holder_learns_that_it_was_taken_over_and_leaves_the_other_alone(lock: Path) -> None:
    with locked(lock, QUICK) as claim:
        claim.beat()
        other = claim_from_afar(lock, 2)
        with pytest.raises(RunError, match=r"was taken over .*: pid 4711 on nas1 since 2026-11-21T13:20:05$"):
            claim.beat()
    assert other.exists()
    assert not lock.with_name("lock.ended").exists()


def test_a_holder_whose_claim_is_gone_stops(lock: Path) -> None:
    with locked(lock, QUICK) as claim:
        lock.with_name("lock.1").unlink()
        with pytest.raises(RunError, match="was taken over"):
            claim.beat()


def test_each_beat_is_seen(lock: Path) -> None:
    with locked(lock, QUICK) as claim:
        seen = {lock.with_name("lock.1").read_bytes()}
        for _ in range(3):
            claim.beat()
            seen.add(lock.with_name("lock.1").read_bytes())
    assert len(seen) == 4
    assert len({len(data) for data in seen}) == 1
