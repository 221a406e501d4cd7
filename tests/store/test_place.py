"""Bytes placed in DST."""

import errno
import io
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kernel import refused
from vipsort.photo.errors import RunError, Unplaceable
from vipsort.store.place import (
    STATE_FOLDER,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    NameTaken,
    holds,
    make_folder,
    missing_folders,
    names_in,
    place,
    remove_leftovers,
    sync_folder,
)

MTIME_NS = 1_562_235_072_123_456_789
MANY = bytes(range(256)) * 10_000


def names_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The kernel stops writing in the middle, as it does when a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("data", [b"", b"picture", MANY])
def test_bytes_lie_under_their_name_with_their_time(tmp_path: Path, data: bytes) -> None:
    place(tmp_path / "a.jpg", data, MTIME_NS)
    assert (tmp_path / "a.jpg").read_bytes() == data
    assert (tmp_path / "a.jpg").stat().st_mtime_ns == MTIME_NS
    assert names_of(tmp_path) == ["a.jpg"]


def test_a_giant_is_placed_from_its_start(tmp_path: Path) -> None:
    file = io.BytesIO(MANY)
    file.seek(1_000)
    place(tmp_path / "a.tif", file, MTIME_NS)
    assert (tmp_path / "a.tif").read_bytes() == MANY


def test_nothing_is_ever_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"theirs")
    with pytest.raises(NameTaken, match=r"a\.jpg"):
        place(tmp_path / "a.jpg", b"ours", MTIME_NS)
    assert (tmp_path / "a.jpg").read_bytes() == b"theirs"
    assert names_of(tmp_path) == ["a.jpg"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_neither_a_folder_nor_a_link_is_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.jpg")
    with pytest.raises(NameTaken):
        place(tmp_path / "a.jpg", b"ours", MTIME_NS)
    assert names_of(tmp_path) == ["a.jpg"]


@pytest.mark.parametrize("name", ["gone/a.jpg", f"{'n' * 256}.jpg"])
def test_what_cannot_be_written_is_one_picture_s_trouble(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unplaceable, match="cannot be written"):
        place(tmp_path / name, b"ours", MTIME_NS)
    assert names_of(tmp_path) == []


@pytest.mark.parametrize("data", [MANY, io.BytesIO(MANY)], ids=["held", "giant"])
def test_what_the_disk_cuts_short_is_never_placed(tmp_path: Path, data: bytes | io.BytesIO) -> None:
    with files_of_at_most(len(MANY) - 1), pytest.raises(Unplaceable, match="cannot be written: File too large"):
        place(tmp_path / "a.jpg", data, MTIME_NS)
    assert names_of(tmp_path) == []


def test_folders_are_missing_until_they_are_made(tmp_path: Path) -> None:
    dst = tmp_path / "dst"
    assert missing_folders(dst, "2019/07") == ["2019", "2019/07"]
    make_folder(dst / "2019/07")
    make_folder(dst / "2019/07")
    assert missing_folders(dst, "2019/07") == []
    assert missing_folders(dst, "2019/08") == ["2019/08"]
    assert missing_folders(dst, "") == []


@pytest.mark.parametrize("folder", ["2019", "2019/07"])
def test_a_file_in_the_way_of_a_folder_is_left_alone(tmp_path: Path, folder: str) -> None:
    (tmp_path / "2019").write_bytes(b"theirs")
    with pytest.raises(Unplaceable, match="2019 is no folder"):
        make_folder(tmp_path / folder)
    assert (tmp_path / "2019").read_bytes() == b"theirs"


def test_a_folder_is_made_durable(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    with pytest.raises(Unplaceable, match="cannot be written: No such file or directory"):
        sync_folder(tmp_path / "gone")


@pytest.mark.parametrize(
    ("there", "same"), [(MANY, True), (MANY[:-1], False), (MANY[:-1] + b"x", False), (None, False)]
)
def test_a_file_is_known_by_its_bytes(tmp_path: Path, there: bytes | None, *, same: bool) -> None:
    if there is not None:
        (tmp_path / "a.jpg").write_bytes(there)
    assert holds(tmp_path / "a.jpg", MANY) is same
    assert holds(tmp_path / "a.jpg", io.BytesIO(MANY)) is same


def test_a_folder_holds_no_picture(tmp_path: Path) -> None:
    assert not holds(tmp_path, b"")


def test_the_names_of_others_are_told_and_our_own_are_not(tmp_path: Path) -> None:
    for name in ("a.jpg", "Ä.JPG", f"{TEMPORARY_PREFIX}1{TEMPORARY_SUFFIX}"):
        (tmp_path / name).touch()
    (tmp_path / STATE_FOLDER).mkdir()
    assert sorted(names_in(tmp_path)) == ["a.jpg", "Ä.JPG"]
    assert names_in(tmp_path / "gone") == []
    assert names_in(tmp_path / "a.jpg") == []


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    left = f"{TEMPORARY_PREFIX}0123456789abcdef{TEMPORARY_SUFFIX}"
    theirs = ["a.jpg", "a.tmp", f"{TEMPORARY_PREFIX}x.jpg", f"{TEMPORARY_PREFIX}holiday{TEMPORARY_SUFFIX}"]
    folder = tmp_path / "2019" / "07"
    folder.mkdir(parents=True)
    for name in (left, *theirs):
        (folder / name).touch()
    (tmp_path / left).touch()
    remove_leftovers(tmp_path)
    assert names_of(folder) == sorted(theirs)
    assert names_of(tmp_path) == ["2019"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the quota is used up"),
    ],
)
def test_what_no_other_picture_would_survive_stops_the_run(tmp_path: Path, error: int, reason: str) -> None:
    with pytest.raises(RunError, match=reason):
        refused(lambda: place(tmp_path / "a.jpg", b"ours", MTIME_NS), error, "fsync")
    assert names_of(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "call"), [(errno.EINVAL, "fsync"), (errno.ENOTSUP, "fsync"), (errno.EPERM, "utimensat")]
)
def test_a_share_that_knows_no_sync_or_time_gets_its_pictures(tmp_path: Path, error: int, call: str) -> None:
    refused(lambda: place(tmp_path / "a.jpg", b"ours", MTIME_NS), error, call)
    assert (tmp_path / "a.jpg").read_bytes() == b"ours"


def test_a_failing_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unplaceable, match="cannot be written: Input/output error"):
        refused(lambda: place(tmp_path / "a.jpg", b"ours", MTIME_NS), errno.EIO, "fsync")
    with pytest.raises(Unplaceable, match="cannot be written: Input/output error"):
        refused(lambda: sync_folder(tmp_path), errno.EIO, "fsync")
