"""Bytes placed in DST."""

import errno
import io
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from kernel import refused
from vipsort.photo.errors import RunError, Unplaceable
from vipsort.store.folders import (
    STATE_FOLDER,
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    make_folder,
    missing_folders,
    names_in,
    remove_leftovers,
    sync_folder,
)
from vipsort.store.place import NameTaken, holds, place
from vipsort.store.root import Root

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
def test_bytes_lie_under_their_name_with_their_time(dst: Root, tmp_path: Path, data: bytes) -> None:
    place(dst, "a.jpg", data, MTIME_NS)
    assert (tmp_path / "a.jpg").read_bytes() == data
    assert (tmp_path / "a.jpg").stat().st_mtime_ns == MTIME_NS
    assert names_of(tmp_path) == ["a.jpg"]


def test_a_giant_is_placed_from_its_start(dst: Root, tmp_path: Path) -> None:
    file = io.BytesIO(MANY)
    file.seek(1_000)
    place(dst, "a.tif", file, MTIME_NS)
    assert (tmp_path / "a.tif").read_bytes() == MANY


def test_nothing_is_ever_replaced(dst: Root, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"theirs")
    with pytest.raises(NameTaken, match=r"a\.jpg"):
        place(dst, "a.jpg", b"ours", MTIME_NS)
    assert (tmp_path / "a.jpg").read_bytes() == b"theirs"
    assert names_of(tmp_path) == ["a.jpg"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_neither_a_folder_nor_a_link_is_replaced(dst: Root, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.jpg")
    with pytest.raises(NameTaken):
        place(dst, "a.jpg", b"ours", MTIME_NS)
    assert names_of(tmp_path) == ["a.jpg"]


def test_a_folder_is_made_where_there_is_none(dst: Root, tmp_path: Path) -> None:
    place(dst, "2019/07/a.jpg", b"ours", MTIME_NS)
    assert (tmp_path / "2019" / "07" / "a.jpg").read_bytes() == b"ours"


@pytest.mark.parametrize("name", ["n" * 256, f"{'n' * 256}/a.jpg"])
def test_what_cannot_be_written_is_one_picture_s_trouble(dst: Root, tmp_path: Path, name: str) -> None:
    with pytest.raises(Unplaceable, match="cannot be written"):
        place(dst, name, b"ours", MTIME_NS)
    assert names_of(tmp_path) == []


@pytest.mark.parametrize("data", [MANY, io.BytesIO(MANY)], ids=["held", "giant"])
def test_what_the_disk_cuts_short_is_never_placed(dst: Root, tmp_path: Path, data: bytes | io.BytesIO) -> None:
    with files_of_at_most(len(MANY) - 1), pytest.raises(Unplaceable, match="cannot be written: File too large"):
        place(dst, "a.jpg", data, MTIME_NS)
    assert names_of(tmp_path) == []


def test_folders_are_missing_until_they_are_made(dst: Root) -> None:
    assert missing_folders(dst, "2019/07") == ["2019", "2019/07"]
    make_folder(dst, "2019/07")
    make_folder(dst, "2019/07")
    assert missing_folders(dst, "2019/07") == []
    assert missing_folders(dst, "2019/08") == ["2019/08"]
    assert missing_folders(dst, "") == []


@pytest.mark.parametrize("folder", ["2019", "2019/07"])
def test_a_file_in_the_way_of_a_folder_is_left_alone(dst: Root, tmp_path: Path, folder: str) -> None:
    (tmp_path / "2019").write_bytes(b"theirs")
    with pytest.raises(Unplaceable, match="2019 is no folder"):
        make_folder(dst, folder)
    assert (tmp_path / "2019").read_bytes() == b"theirs"


def test_a_folder_is_made_durable(dst: Root) -> None:
    sync_folder(dst, "")
    with pytest.raises(Unplaceable, match="cannot be written: No such file or directory"):
        sync_folder(dst, "gone")


@pytest.mark.parametrize(
    ("there", "same"), [(MANY, True), (MANY[:-1], False), (MANY[:-1] + b"x", False), (None, False)]
)
def test_a_file_is_known_by_its_bytes(dst: Root, tmp_path: Path, there: bytes | None, *, same: bool) -> None:
    if there is not None:
        (tmp_path / "a.jpg").write_bytes(there)
    assert holds(dst, "a.jpg", MANY) is same
    assert holds(dst, "a.jpg", io.BytesIO(MANY)) is same


def test_a_folder_holds_no_picture(dst: Root) -> None:
    assert not holds(dst, "", b"")


def test_the_names_of_others_are_told_and_our_own_are_not(dst: Root, tmp_path: Path) -> None:
    for name in ("a.jpg", "Ä.JPG", f"{TEMPORARY_PREFIX}1{TEMPORARY_SUFFIX}"):
        (tmp_path / name).touch()
    (tmp_path / STATE_FOLDER).mkdir()
    assert sorted(names_in(dst, "")) == ["a.jpg", "Ä.JPG"]
    assert names_in(dst, "gone") == []
    assert names_in(dst, "a.jpg") == []


def test_what_a_killed_run_left_is_removed_and_nothing_else(dst: Root, tmp_path: Path) -> None:
    left = f"{TEMPORARY_PREFIX}0123456789abcdef{TEMPORARY_SUFFIX}"
    theirs = ["a.jpg", "a.tmp", f"{TEMPORARY_PREFIX}x.jpg", f"{TEMPORARY_PREFIX}holiday{TEMPORARY_SUFFIX}"]
    folder = tmp_path / "2019" / "07"
    folder.mkdir(parents=True)
    for name in (left, *theirs):
        (folder / name).touch()
    (tmp_path / left).touch()
    remove_leftovers(dst)
    assert names_of(folder) == sorted(theirs)
    assert names_of(tmp_path) == ["2019"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the quota is used up"),
    ],
)
def test_what_no_other_picture_would_survive_stops_the_run(dst: Root, tmp_path: Path, error: int, reason: str) -> None:
    with pytest.raises(RunError, match=reason):
        refused(lambda: place(dst, "a.jpg", b"ours", MTIME_NS), error, "fsync")
    assert names_of(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "call"), [(errno.EINVAL, "fsync"), (errno.ENOTSUP, "fsync"), (errno.EPERM, "utimensat")]
)
def test_a_share_that_knows_no_sync_or_time_gets_its_pictures(dst: Root, tmp_path: Path, error: int, call: str) -> None:
    refused(lambda: place(dst, "a.jpg", b"ours", MTIME_NS), error, call)
    assert (tmp_path / "a.jpg").read_bytes() == b"ours"


def test_a_failing_disk_is_told(dst: Root) -> None:
    with pytest.raises(Unplaceable, match="cannot be written: Input/output error"):
        refused(lambda: place(dst, "a.jpg", b"ours", MTIME_NS), errno.EIO, "fsync")
    with pytest.raises(Unplaceable, match="cannot be written: Input/output error"):
        refused(lambda: sync_folder(dst, ""), errno.EIO, "fsync")


def test_it_is_announced_when_it_is_durable_and_before_it_has_its_name(dst: Root, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    place(dst, "a.jpg", b"ours", MTIME_NS, lambda: seen.append(names_of(tmp_path)))
    ((only,),) = seen
    assert only.startswith(TEMPORARY_PREFIX)
    assert names_of(tmp_path) == ["a.jpg"]


def test_what_could_not_be_announced_is_not_placed(dst: Root, tmp_path: Path) -> None:
    def refuse() -> None:
        raise RunError("the journal is full")

    with pytest.raises(RunError, match="the journal is full"):
        place(dst, "a.jpg", b"ours", MTIME_NS, refuse)
    assert names_of(tmp_path) == []


def test_that_nothing_can_be_made_durable_is_remarked_once(dst: Root) -> None:
    for name in ("a.jpg", "b.jpg"):
        refused(partial(place, dst, name, b"ours", MTIME_NS), errno.EINVAL, "fsync")
    assert dst.remarks == {f"DST {dst.path} cannot sync: a power cut may lose what was placed last"}
