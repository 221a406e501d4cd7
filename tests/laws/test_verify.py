"""``vipsort verify``: every placed file is read again; what is rotten, missing or foreign is named."""

import json
import os
import signal
import subprocess

import pytest

from conftest import VIPSORT, Ran, Tree, needs_root
from make import jpeg, with_comment

FIRST = jpeg("2019:07:04 10:11:12", seed=1)
SECOND = jpeg("2020:01:02 03:04:05", seed=2)


def verify(tree: Tree, *options: str) -> Ran:
    return tree.vipsort("verify", tree.dst, "--json", *options)


@pytest.mark.parametrize(
    "policy",
    [(), ("--resize", "100"), ("--flatten", "--layout", "day"), ("--duplicates", "keep"), ("--duplicates", "folder")],
    ids=str,
)
def test_a_fresh_dst_is_sound(tree: Tree, policy: tuple[str, ...]) -> None:
    tree.write({"a.jpg": FIRST, "b.jpg": SECOND, "twin.jpg": FIRST, "half.jpg": SECOND[:900]})
    tree.run(*policy)
    ran = verify(tree)
    assert ran.code == 0, ran.err
    assert len(ran.events) == 1
    assert ran.summary["sound"] == ran.summary["checked"] == len(tree.placed())
    assert ran.summary["bytes_read"] == sum(map(len, tree.placed().values()))


def test_rotten_missing_and_foreign_files_are_named(tree: Tree) -> None:
    tree.write({"a.jpg": FIRST, "b.jpg": SECOND, "c.jpg": with_comment(FIRST, "c")})
    tree.run()
    rotten = tree.dst / "2019" / "a.jpg"
    seen = rotten.stat()
    data = bytearray(rotten.read_bytes())
    data[500] ^= 1
    rotten.write_bytes(data)
    os.utime(rotten, ns=(seen.st_mtime_ns, seen.st_mtime_ns))
    (tree.dst / "2020" / "b.jpg").unlink()
    (tree.dst / "2019" / "theirs\x1b[31m.jpg").write_bytes(b"theirs")
    ran = verify(tree)
    assert ran.code == 3
    found = {event["target"]: event["condition"] for event in ran.events[:-1]}
    assert found == {
        "2019/a.jpg": "damaged",
        "2020/b.jpg": "missing",
        "2019/theirs\x1b[31m.jpg": "foreign",
    }
    assert {key: ran.summary[key] for key in ("checked", "sound", "damaged", "missing", "foreign")} == {
        "checked": 3,
        "sound": 1,
        "damaged": 1,
        "missing": 1,
        "foreign": 1,
    }
    plain = tree.vipsort("verify", tree.dst, "--verbose")
    assert plain.code == 3
    assert "2019/a.jpg: damaged, its bytes are not those that were placed" in plain.err
    assert "\x1b" not in plain.out + plain.err


def test_a_foreign_file_alone_is_no_damage(tree: Tree) -> None:
    tree.write({"a.jpg": FIRST})
    tree.run()
    (tree.dst / "theirs.txt").write_bytes(b"theirs")
    (tree.dst / "th\udcfcrs").mkdir()
    (tree.dst / "th\udcfcrs" / "th\udcfcrs.jpg").write_bytes(b"theirs")
    ran = verify(tree)
    assert ran.code == 0, ran.err
    assert ran.summary["foreign"] == 2


def test_it_changes_nothing_and_the_run_after_it_knows_everything(tree: Tree) -> None:
    tree.write({"a.jpg": FIRST})
    tree.run()
    before = {path: path.stat().st_mtime_ns for path in tree.dst.rglob("*.jpg")}
    verify(tree)
    assert {path: path.stat().st_mtime_ns for path in tree.dst.rglob("*.jpg")} == before
    assert tree.run().summary["unchanged"] == 1


def test_stopped_it_goes_on_where_it_was(tree: Tree, strace: str) -> None:
    tree.write({f"{number:03}.jpg": with_comment(FIRST, str(number)) for number in range(200)})
    tree.run()
    (tree.dst / "2019" / "003.jpg").write_bytes(b"rotten")
    # Killed as it writes down for the third time how far it came.
    inject = ("-f", "-qq", "-o", "/dev/null", "-e", "trace=openat", "-P", tree.dst / ".vipsort" / "verify.json")
    moment = ("-e", "inject=openat:signal=SIGKILL:when=4")
    killed = subprocess.run(
        [strace, *inject, *moment, *VIPSORT, "verify", tree.dst, "--json"], env=tree.environment, check=False,
        capture_output=True,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    reached = json.loads((tree.dst / ".vipsort" / "verify.json").read_text())
    assert 0 < reached["sound"] + reached["damaged"] < 200
    ran = verify(tree)
    assert ran.code == 3
    assert "files are checked already" in ran.err
    assert (ran.summary["sound"], ran.summary["damaged"], ran.summary["checked"]) == (199, 1, 200)
    assert not (tree.dst / ".vipsort" / "verify.json").exists()


@needs_root
def test_a_dst_that_cannot_be_written_is_verified_too(tree: Tree) -> None:
    tree.write({"a.jpg": FIRST})
    tree.run()
    subprocess.run(["mount", "--bind", "-o", "ro", tree.dst, tree.dst], check=True)
    try:
        ran = verify(tree)
        assert ran.code == 0, ran.err
        assert ran.summary["sound"] == 1
    finally:
        subprocess.run(["umount", tree.dst], check=True)
