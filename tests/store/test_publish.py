"""A finished file given its name, never over another one, whatever its file system can."""

import errno
from functools import partial
from pathlib import Path

import pytest

from kernel import refused
from vipsort.store.publish import publish
from vipsort.store.root import Entry, Root

WAYS = [
    pytest.param(0, (), id="local disk"),
    pytest.param(errno.EINVAL, ("renameat2",), id="FUSE"),
    pytest.param(errno.EPERM, ("renameat2", "link"), id="FAT"),
]
"""What the kernel answers there to which calls."""


def names_of(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def published(temporary: Path, target: Path, error: int = 0, calls: tuple[str, ...] = ()) -> None:
    with Root.open(temporary.parent, "DST") as old, Root.open(target.parent, "DST") as new:
        entries = Entry(old.fd, temporary.name), Entry(new.fd, target.name)
        refused(partial(publish, *entries), error, *calls)


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    path = tmp_path / "temporary"
    path.write_bytes(b"ours")
    return path


@pytest.mark.parametrize(("error", "calls"), WAYS)
def test_a_file_gets_its_name(temporary: Path, error: int, calls: tuple[str, ...]) -> None:
    target = temporary.with_name("b\udcff.jpg")
    published(temporary, target, error, calls)
    assert target.read_bytes() == b"ours"
    assert names_of(temporary.parent) == [target.name]


@pytest.mark.parametrize(("error", "calls"), WAYS)
@pytest.mark.parametrize("link", [False, True])
def test_a_name_that_is_taken_stays_theirs(temporary: Path, error: int, calls: tuple[str, ...], *, link: bool) -> None:
    target = temporary.with_name("a.jpg")
    if link:
        target.symlink_to("nowhere")
    else:
        target.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        published(temporary, target, error, calls)
    assert target.is_symlink() if link else target.read_bytes() == b"theirs"
    assert temporary.read_bytes() == b"ours"


@pytest.mark.parametrize(("error", "calls"), WAYS)
def test_a_folder_that_is_gone_is_told(temporary: Path, error: int, calls: tuple[str, ...]) -> None:
    (gone := temporary.parent / "gone").mkdir()
    with Root.open(temporary.parent, "DST") as old, Root.open(gone, "DST") as new:
        gone.rmdir()
        with pytest.raises(FileNotFoundError):
            refused(partial(publish, Entry(old.fd, temporary.name), Entry(new.fd, "a.jpg")), error, *calls)
    assert temporary.read_bytes() == b"ours"


@pytest.mark.parametrize(("error", "calls"), WAYS)
def test_what_was_not_published_leaves_no_reservation(tmp_path: Path, error: int, calls: tuple[str, ...]) -> None:
    with pytest.raises(FileNotFoundError):
        published(tmp_path / "gone", tmp_path / "a.jpg", error, calls)
    assert names_of(tmp_path) == []


@pytest.mark.parametrize(("error", "calls"), WAYS)
def test_a_folder_with_all_in_it_goes_one_higher(tmp_path: Path, error: int, calls: tuple[str, ...]) -> None:
    (tmp_path / "2019" / "07").mkdir(parents=True)
    (tmp_path / "2019" / "07" / "a.jpg").touch()
    published(tmp_path / "2019" / "07", tmp_path / "07", error, calls)
    assert (names_of(tmp_path / "2019"), names_of(tmp_path / "07")) == ([], ["a.jpg"])


@pytest.mark.parametrize(("error", "calls"), WAYS)
def test_a_link_goes_as_a_link(tmp_path: Path, error: int, calls: tuple[str, ...]) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "link").symlink_to("a.jpg")
    published(tmp_path / "link", tmp_path / "other", error, calls)
    assert (tmp_path / "other").is_symlink()


def test_other_troubles_are_not_taken_for_a_lack(temporary: Path) -> None:
    with pytest.raises(OSError, match="File name too long"):
        published(temporary, temporary.with_name("n" * 256))
