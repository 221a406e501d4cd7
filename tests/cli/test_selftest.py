"""``vipsort selftest``: what is said of a disk or a share is what it does, and nothing is left of the trial."""

import errno
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import VIPSORT, Ran, Tree, needs_plain_user, needs_root
from share import mounted, needs_fuse, sshfs
from share_server import Fault
from window import window

POOR = (
    Fault("link", error=errno.EPERM),
    *(Fault(op, '*[:?*"<>|]*', error=errno.EINVAL) for op in ("create", "mkdir", "rename")),
)
"""As poor as shares come: no links, and names that Windows refuses."""


@pytest.fixture
def disk(tree: Tree) -> Path:
    tree.dst.mkdir()
    (tree.dst / "theirs.jpg").write_bytes(b"theirs")
    return tree.dst


def tell(tree: Tree, dst: Path, *options: str) -> dict[str, Any]:
    """What it says as JSON, once its exit code agrees with it and nothing of it is left."""
    before = everything(dst)
    ran = tree.vipsort("selftest", dst, "--json", *options)
    assert everything(dst) == before
    assert ran.err == ""
    (told,) = ran.events
    assert ran.code == (0 if all(told["promises"].values()) else 3), ran.out
    broken = {probe["breaks"] for probe in told["probes"].values()} - {None}
    assert broken == {promise for promise, holds in told["promises"].items() if not holds}
    return told


def everything(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def found(told: dict[str, Any], probe: str) -> str:
    words: str = told["probes"][probe]["found"]
    return words


def broken(told: dict[str, Any]) -> set[str]:
    return {promise for promise, holds in told["promises"].items() if not holds}


def test_a_local_disk_is_told_line_by_line(tree: Tree, disk: Path) -> None:
    ran = tree.vipsort("selftest", disk)
    assert ran.code in {0, 3}  # where the tests run may be a disk in memory
    assert ran.err == ""
    probes, _, last = ran.out.partition("\n\n")
    assert [line.split()[0] for line in probes.splitlines()] == [
        *("share", "publish", "replace", "open", "lock", "fsync", "bytes", "times", "case", "unicode", "names"),
        *("reflink", "index"),
    ]
    assert "No file is ever replaced by another one." in last
    assert [path.name for path in disk.iterdir()] == ["theirs.jpg"]


def test_the_working_folder_is_tried_without_a_word(tree: Tree) -> None:
    assert tree.vipsort("selftest", "--json").events[0]["dst"] == "."


def test_the_index_is_told_where_it_would_lie(tree: Tree, disk: Path) -> None:
    told = tell(tree, disk, "--state-dir", str(tree.root / "elsewhere"))
    assert found(told, "index").startswith(f"would lie at {tree.root}/elsewhere/")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "is not there: {} is there, and nothing in it is spelt alike; is it mounted?"),
        ("fiel/x", "is not there; did you mean {}/file/x?"),
        ("file", "is not a folder: name one"),
    ],
)
def test_what_is_no_folder_is_wrong_usage(tree: Tree, name: str, words: str) -> None:
    (tree.root / "file").write_bytes(b"theirs")
    ran = tree.vipsort("selftest", tree.root / name)
    assert (ran.code, ran.out, ran.err) == (2, "", f"vipsort: DST {tree.root / name} {words.format(tree.root)}\n")
    assert tree.vipsort("selftest", "--colour").code == 2


@needs_plain_user
def test_a_folder_that_cannot_be_written_is_one_line(tree: Tree, disk: Path) -> None:
    disk.chmod(0o555)
    assert_stopped(tree.vipsort("selftest", disk), disk, "Permission denied")
    disk.chmod(0o755)


@pytest.fixture
def memory_disk(disk: Path) -> Iterator[Path]:
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@needs_root
def test_a_disk_in_memory_outlasts_no_power_cut(tree: Tree, memory_disk: Path) -> None:
    told = tell(tree, memory_disk)
    assert broken(told) == {"durable"}
    assert "in memory" in found(told, "fsync")
    plain = tree.vipsort("selftest", memory_disk)
    assert plain.code == 3
    assert "fsync     NOT: tmpfs lies in memory" in plain.out
    assert "Not promised here (durable): A power cut may lose what was told as placed.\n" in plain.out


@needs_root
def test_a_disk_that_is_read_only_or_full_stops_it(tree: Tree, memory_disk: Path) -> None:
    (memory_disk / "all of it").write_bytes(bytes(64 << 20))
    assert_stopped(tree.vipsort("selftest", memory_disk), memory_disk, "No space left on device")
    assert [path.name for path in memory_disk.iterdir()] == ["all of it"]
    subprocess.run(["mount", "-o", "remount,ro", memory_disk], check=True)
    assert_stopped(tree.vipsort("selftest", memory_disk), memory_disk, "Read-only file system")


def assert_stopped(ran: Ran, folder: Path, why: str) -> None:
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"vipsort: cannot write to {folder}: {why}; ")
    assert ran.err.count("\n") == 1


@needs_root
def test_fat_is_told_as_it_is(tree: Tree, disk: Path) -> None:
    image = tree.root / "fat.img"
    with image.open("wb") as file:
        file.truncate(64 << 20)
    mount: list[str | Path] = ["mount", "-o", "loop,utf8", "-t", "vfat", image, disk]
    try:
        made = subprocess.run(["mkfs.vfat", image], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        made = False
    if not made or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("there is no FAT here")
    try:
        told = tell(tree, disk)
    finally:
        subprocess.run(["umount", disk], check=True)
    assert found(told, "case").startswith("a.JPG and a.jpg are one file")
    assert found(told, "times") == "may be set, and are kept to 2 s"
    assert "a colon, a question mark" in found(told, "names")
    assert told["promises"]["replaces-nothing"]


@needs_fuse
def test_a_poor_share_is_told_as_it_is(tree: Tree, disk: Path) -> None:
    with mounted(disk, tree.root / "mount", *POOR, grain=2 * 10**9, any_case=True) as share:
        told = tell(tree, share.at)
    assert found(told, "share").startswith("a share: fuse")
    assert found(told, "publish") == "a name reserved with O_EXCL, then renamed over"
    assert found(told, "replace") == "a file that has the name already stays"
    assert found(told, "case").startswith("a.JPG and a.jpg are one file")
    assert found(told, "times") == "may be set, and are kept to 2 s"
    assert found(told, "names") == "not stored as given: a colon, a question mark; vipsort gives no such names"
    assert found(told, "index").startswith(f"would lie at {tree.root}/state/vipsort/")
    assert broken(told) == {"whole"}


@needs_fuse
def test_a_share_that_does_not_sync_is_told(tree: Tree, disk: Path) -> None:
    with mounted(disk, tree.root / "mount", *POOR, Fault("fsync", error=errno.EINVAL)) as share:
        told = tell(tree, share.at)
    assert broken(told) == {"durable", "whole"}
    assert found(told, "fsync").startswith("not of a file: Invalid argument")


def test_sshfs_is_told_as_it_is(tree: Tree, disk: Path) -> None:
    with sshfs(disk, tree.root / "mount") as share:
        told = tell(tree, share)
    assert found(told, "share") == "a share: fuse.sshfs; what is durable there is the server's word"
    assert found(told, "publish") == "link, then unlink"
    assert found(told, "times") == "may be set, and are kept to 1 s"
    assert broken(told) == set()


def test_nothing_is_left_of_one_that_was_ended(tree: Tree, disk: Path) -> None:
    for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with subprocess.Popen([*VIPSORT, "selftest", disk], env=tree.environment, stdout=subprocess.PIPE) as trial:
            assert trial.stdout
            while not list(disk.glob(".vipsort-selftest-*")) and trial.poll() is None:
                os.sched_yield()
            trial.send_signal(sent)
            trial.stdout.read()
        assert [path.name for path in disk.iterdir()] == ["theirs.jpg"]


def test_on_a_terminal_words_are_whole(tree: Tree, disk: Path) -> None:
    with window(tree, "selftest", disk, columns=60) as seen:
        ended = seen.to_the_end()
    assert b"A name shows a whole file or nothing" in seen.raw.replace(b"\r\n", b" ")
    assert max(map(len, seen.raw.decode().split("\r\n"))) <= 60, ended
