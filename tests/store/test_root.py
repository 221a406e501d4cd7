"""SRC or DST held by its descriptor: nothing outside is reached, and a share that went away is told."""

import errno
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from kernel import refused
from vipsort.photo.errors import RunError, Unplaceable
from vipsort.store.entries import remove
from vipsort.store.folders import make_folder, missing_folders, names_in
from vipsort.store.place import holds, place
from vipsort.store.root import Root

KERNELS = [pytest.param((), id="openat2"), pytest.param(("openat2",), id="old kernel")]

LEADING_OUT: list[tuple[str, Callable[[Root], object]]] = [
    ("make_folder", lambda dst: make_folder(dst, "2019/07")),
    ("place", lambda dst: place(dst, "2019/a.jpg", b"ours", 0)),
    ("names_in", lambda dst: names_in(dst, "2019")),
    ("missing_folders", lambda dst: missing_folders(dst, "2019/07")),
]


def names_of(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def with_outside(dst: Root, target: str) -> Path:
    """A folder beside DST, and a link "2019" in DST to it."""
    outside = dst.path.parent / f"{dst.path.name}-outside"
    outside.mkdir()
    (outside / "theirs.jpg").write_bytes(b"theirs")
    (dst.path / "2019").symlink_to(target.format(outside))
    return outside


@pytest.mark.parametrize("target", ["{}", "../{.name}"])
@pytest.mark.parametrize("work", [work for _name, work in LEADING_OUT], ids=[name for name, _work in LEADING_OUT])
def test_a_link_that_leads_out_is_not_followed(dst: Root, target: str, work: Callable[[Root], object]) -> None:
    outside = with_outside(dst, target)
    with pytest.raises(Unplaceable, match=r"^2019(/07)? leads out of DST$"):
        work(dst)
    assert names_of(outside) == ["theirs.jpg"]


@pytest.mark.parametrize("work", [work for _name, work in LEADING_OUT], ids=[name for name, _work in LEADING_OUT])
def test_an_old_kernel_follows_no_link_at_all(dst: Root, work: Callable[[Root], object]) -> None:
    outside = with_outside(dst, "{}")
    with suppress(Unplaceable):  # a link is then as good as a file in the way
        refused(partial(work, dst), errno.ENOSYS, "openat2")
    assert names_of(outside) == ["theirs.jpg"]


@pytest.mark.parametrize("lacking", KERNELS)
@pytest.mark.parametrize("name", ["2019/theirs.jpg", "../a.jpg", "x/../../a.jpg"])
def test_nothing_outside_can_be_read_or_removed(dst: Root, lacking: tuple[str, ...], name: str) -> None:
    outside = with_outside(dst, "{}")
    (dst.path / "x").mkdir()
    beside = dst.path.parent / "a.jpg"
    beside.write_bytes(b"theirs")
    assert not refused(lambda: holds(dst, name, b"theirs"), errno.ENOSYS, *lacking)
    with pytest.raises(OSError, match=r"leads out|Not a directory"):
        refused(lambda: remove(dst, name), errno.ENOSYS, *lacking)
    assert (beside.exists(), names_of(outside)) == (True, ["theirs.jpg"])


def test_a_link_that_stays_inside_is_a_folder(dst: Root) -> None:
    (dst.path / "all").mkdir()
    (dst.path / "2019").symlink_to("all")
    place(dst, "2019/a.jpg", b"ours", 0)
    assert (dst.path / "all" / "a.jpg").read_bytes() == b"ours"


@pytest.mark.parametrize("lacking", KERNELS)
def test_everything_works_on_every_kernel(dst: Root, lacking: tuple[str, ...]) -> None:
    def work() -> None:
        make_folder(dst, "2019/b\udcff")
        place(dst, "2019/b\udcff/a.jpg", b"ours", 0)
        assert names_in(dst, "2019/b\udcff") == ["a.jpg"]
        assert holds(dst, "2019/b\udcff/a.jpg", b"ours")
        remove(dst, "2019/b\udcff/a.jpg")
        remove(dst, "2019/b\udcff/a.jpg")
        assert names_in(dst, "2019/b\udcff") == []

    refused(work, errno.ENOSYS, *lacking)


def test_a_folder_that_lies_where_it_lay_is_fine(dst: Root) -> None:
    dst.check()


def test_a_folder_that_another_one_took_the_place_of_is_gone(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with Root.open(share, "SRC") as src:
        share.rename(tmp_path / "elsewhere")
        with pytest.raises(RunError, match=r"SRC .*share is gone: No such file"):
            src.check()
        share.mkdir()
        with pytest.raises(RunError, match=r"SRC .*share is gone: another file system, or none, lies there now"):
            src.check()


def test_a_folder_that_cannot_be_held_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"SRC .*gone cannot be opened: No such file or directory"):
        Root.open(tmp_path / "gone", "SRC")


def test_nothing_stays_open(dst: Root) -> None:
    before = len(names_of(Path("/proc/self/fd")))
    make_folder(dst, "2019/07")
    place(dst, "2019/07/a.jpg", b"ours", 0)
    with pytest.raises(Unplaceable):
        make_folder(dst, "2019/07/a.jpg/x")
    refused(lambda: names_in(dst, "2019/07"), errno.ENOSYS, "openat2")
    assert len(names_of(Path("/proc/self/fd"))) == before
