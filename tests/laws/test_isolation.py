"""A picture that kills a process costs that picture alone."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Tree
from fatal import LITTLE, killer, within
from make import blank_png, jpeg, with_comment

GOOD = jpeg("2019:07:04 10:11:12", size=(48, 36))


def test_killers_are_set_aside_and_the_others_placed(tree: Tree) -> None:
    good = {f"{number // 50}/{number:03}.jpg": with_comment(GOOD, str(number)) for number in range(200)}
    killers = {f"{number}/{number}7 killer.gif": killer(number) for number in range(4)} | {
        "last \x1b[31m.gif": killer(4)
    }
    tree.write(good | killers)
    with tree.start("--layout", "mirror", "--parallel", "2", through=within(LITTLE)) as run:
        out, err = run.communicate()
    assert run.returncode == 3, err
    events = tree.events(out)
    verdicts = {event["source"]: event["verdict"] for event in events[:-1]}
    assert verdicts == dict.fromkeys(good, "placed") | dict.fromkeys(killers, "quarantined")
    assert len(events) == len(verdicts) + 1
    reasons = {event["reason"] for event in events[:-1] if event["verdict"] == "quarantined"}
    assert all(re.fullmatch("decoding it ended by SIG(ABRT|TRAP)", reason) for reason in reasons), reasons
    assert (events[-1]["found"], events[-1]["placed"], events[-1]["quarantined"]) == (205, 200, 5)
    placed = tree.placed()
    assert {name: placed.pop(name) for name in good} == good
    assert {name: data for name, data in placed.items() if name.startswith("Corrupted/")} == placed
    assert sorted(placed.values()) == sorted(killers.values())
    assert not tree.leftovers()
    assert b"killer.gif" in err
    assert b"\x1b" not in err
    again = tree.run("--layout", "mirror")
    assert (again.code, again.summary["unchanged"]) == (0, 205)


def test_a_killer_that_is_to_be_made_anew_is_kept_as_it_is(tree: Tree) -> None:
    tree.write({"killer.gif": killer(0), "a.jpg": GOOD})
    with tree.start("--resize", "32", "--format", "png", "--layout", "flat", through=within(LITTLE)) as run:
        out, err = run.communicate()
    assert run.returncode == 3, err
    assert {event["source"]: event["verdict"] for event in tree.events(out)[:-1]} == {
        "killer.gif": "quarantined",
        "a.jpg": "placed",
    }
    assert tree.placed()["Corrupted/killer.gif"] == killer(0)


def test_a_picture_that_passes_its_time_is_tried_once_more_and_set_aside(tree: Tree) -> None:
    slow = blank_png(30_000, 30_000)
    tree.write({"slow.png": slow, "a.jpg": GOOD, "b.jpg": with_comment(GOOD, "b")})
    ran = tree.run("--timeout", "0.3", "--layout", "flat")
    assert ran.code == 3, ran.err
    assert ran.outcome("slow.png")["verdict"] == "quarantined"
    assert ran.outcome("slow.png")["reason"] == "took longer than 0.3 seconds"
    assert (ran.summary["found"], ran.summary["placed"]) == (3, 2)
    assert tree.placed()["Corrupted/slow.png"] == slow
    assert ran.err.startswith("vipsort: a picture passed its --timeout; starting again\n")
    again = tree.vipsort("run", tree.src, tree.root / "again", "--json")
    assert again.code == 0


@pytest.fixture
def crowded_group() -> Iterator[Path]:
    """A memory cgroup of 600 MB, 430 of which are a file in memory: nobody can be killed for those."""
    group = Path("/sys/fs/cgroup/memory") / f"vipsort-test-{os.getpid()}"
    held = Path("/dev/shm") / group.name  # noqa: S108 - memory is what is wanted
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text("600000000")
    except OSError:
        pytest.skip("this machine does not let us limit memory by group")
    try:
        fill = f"echo $$ > {group}/cgroup.procs && head -c 430000000 /dev/zero > {held}"
        subprocess.run(["sh", "-c", fill], check=True)
        yield group
    finally:
        held.unlink(missing_ok=True)
        group.rmdir()


def test_what_the_oom_killer_would_take_is_sorted_unchecked(tree: Tree, crowded_group: Path) -> None:
    big = killer(0, side=9_000)
    tree.write({"big.gif": big, **{f"{number}.jpg": with_comment(GOOD, str(number)) for number in range(20)}})
    join = ("sh", "-c", f'echo $$ > {crowded_group}/cgroup.procs && exec "$@"', "sh")
    with tree.start("--layout", "flat", through=join) as run:
        out, err = run.communicate()
    assert run.returncode == 0, err
    events = tree.events(out)
    assert events[-1]["placed"] == 21
    (told,) = (event["reason"] for event in events if event.get("source") == "big.gif")
    assert told.startswith("not checked: decoding it takes ")
    assert "oom_kill 0" in (crowded_group / "memory.oom_control").read_text()
    assert tree.placed()["big.gif"] == big


CONFINED = """
import errno, os, resource, socket, sys
from vipsort.pixels.confine import confine, shut_out
listening = socket.create_server(("127.0.0.1", 0))
near = socket.socket()
{how}
def answer(work):
    try:
        work()
    except (OSError, MemoryError) as error:
        return errno.errorcode.get(getattr(error, "errno", 0), type(error).__name__)
    return "allowed"
print(answer(lambda: open("/etc/passwd")), answer(lambda: open("new", "w")), answer(lambda: os.listdir("/")))
print(answer(lambda: near.connect(listening.getsockname())), answer(lambda: socket.socket()))
print(answer(lambda: bytearray(400_000_000)), resource.getrlimit(resource.RLIMIT_CORE))
"""


def confined(how: str, folder: Path) -> list[str]:
    code = CONFINED.format(how=how)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().split()


def test_landlock_forbids_files_and_network(tmp_path: Path) -> None:
    version = int(confined("print(shut_out())", tmp_path)[0])
    if version < 4:
        pytest.skip("this kernel's Landlock knows no network")
    _version, read, write, listed, connected, *_rest = confined("print(shut_out())", tmp_path)
    assert {read, write, listed, connected} == {"EACCES"}
    assert not list(tmp_path.iterdir())


def test_a_confined_process_has_no_new_descriptor_and_no_more_memory(tmp_path: Path) -> None:
    told = confined("confine(100_000_000, 5)", tmp_path)
    assert "allowed" not in told
    assert told[5] == "MemoryError"
    assert told[6:] == ["(0,", "0)"]


def test_a_confined_process_has_so_much_time(tmp_path: Path) -> None:
    code = "from vipsort.pixels.confine import confine\nconfine(100_000_000, 0.1)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == -24  # SIGXCPU
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY
