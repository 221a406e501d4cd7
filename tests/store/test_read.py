"""A source read once, in one go."""

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from blake3 import blake3

from conftest import Tree
from vipsort.photo.errors import Unreadable
from vipsort.photo.model import Source
from vipsort.store.read import HELD_WHOLE, SIDECAR_MOST, Passing, digest_of, read, read_sidecar
from vipsort.store.root import Root


def source(name: str) -> Source:
    return Source(name, size=0, mtime_ns=0)


@pytest.mark.parametrize("data", [b"", b"picture", bytes(3_000_000)])
def test_a_file_is_read_whole_and_hashed(src: Root, tree: Tree, data: bytes) -> None:
    tree.write({"x/a.jpg": data}, mtime=1_562_235_072)
    fetched = read(src, source("x/a.jpg"))
    assert fetched.data == data
    assert fetched.digest == blake3(data).hexdigest()
    assert fetched.source == Source("x/a.jpg", len(data), 1_562_235_072 * 10**9)


def test_a_name_that_is_no_utf_8_is_read(src: Root, tree: Tree) -> None:
    tree.write({"b\udcff.jpg": b"1"})
    assert read(src, source("b\udcff.jpg")).data == b"1"


def test_what_is_not_as_the_walk_saw_it_is_read_as_it_is_now(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"longer by now"}, mtime=1_562_235_072)
    now = Source("a.jpg", len(b"longer by now"), 1_562_235_072 * 10**9)
    for seen in (now, replace(now, size=3), replace(now, size=99), replace(now, mtime_ns=1)):
        fetched = read(src, seen)
        assert (fetched.source, fetched.data) == (now, b"longer by now")
        assert fetched.digest == blake3(b"longer by now").hexdigest()


def test_what_was_found_out_before_stays_known(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"1"})
    before = replace(source("a.jpg"), sidecars=("a.xmp",))
    assert read(src, before).source.sidecars == ("a.xmp",)


@pytest.fixture
def giant(tree: Tree) -> Source:
    (tree.src / "giant.tif").touch()
    os.truncate(tree.src / "giant.tif", HELD_WHOLE + 1)
    return source("giant.tif")


def test_a_giant_is_an_open_file_hashed_in_chunks(src: Root, tree: Tree, giant: Source) -> None:
    fetched = read(src, giant)
    file = fetched.data
    assert isinstance(file, io.BufferedReader)
    assert fetched.source.size == HELD_WHOLE + 1
    assert fetched.digest == blake3(bytes(HELD_WHOLE + 1)).hexdigest()
    assert (file.seek(0), file.read(3)) == (0, b"\0\0\0")
    fetched.close()
    assert file.closed


def test_what_is_closed_holds_no_bytes_any_more(src: Root, tree: Tree, giant: Source) -> None:
    tree.write({"a.jpg": b"1"})
    for one in (source("a.jpg"), giant):
        fetched = read(src, one)
        fetched.close()
        fetched.close()
        assert fetched.data == b""


def test_the_biggest_file_that_is_held_is_held(src: Root, tree: Tree, giant: Source) -> None:
    os.truncate(tree.src / giant.name, HELD_WHOLE)
    assert isinstance(read(src, giant).data, bytes)


def test_where_less_may_be_held_smaller_files_are_giants(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"123"})
    assert read(src, source("a.jpg"), 3).data == b"123"
    fetched = read(src, source("a.jpg"), 2)
    assert not isinstance(fetched.data, bytes)
    assert (fetched.data.seek(0), fetched.data.read(), fetched.digest) == (0, b"123", blake3(b"123").hexdigest())
    fetched.close()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone.jpg", "cannot be read: No such file or directory"),
        ("link.jpg", "cannot be read: Too many levels of symbolic links"),
        ("pipe.jpg", "is no regular file any more"),
        ("folder", "is no regular file any more"),
        ("a.jpg/x", "cannot be read: Not a directory"),
    ],
)
def test_what_is_no_file_is_refused_and_not_tried_again(src: Root, tree: Tree, name: str, reason: str) -> None:
    tree.write({"a.jpg": b"1", "folder/b.jpg": b"2"})
    (tree.src / "link.jpg").symlink_to("a.jpg")
    os.mkfifo(tree.src / "pipe.jpg")
    with pytest.raises(Unreadable) as refused:
        read(src, source(name))
    assert str(refused.value) == reason
    assert not isinstance(refused.value, Passing)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(src: Root, tree: Tree) -> None:
    tree.write({"a.jpg": b"1"})
    (tree.src / "a.jpg").chmod(0)
    with pytest.raises(Unreadable, match="cannot be read: Permission denied"):
        read(src, source("a.jpg"))


def test_a_file_whose_size_is_not_what_is_read_is_worth_another_try() -> None:
    # The system's own files say that they are empty, and are not: as a file that grows while it is read.
    with Root.open(Path("/proc/self"), "SRC") as system, pytest.raises(Passing, match="changed while it was read"):
        read(system, source("status"))


@pytest.mark.parametrize(
    ("data", "seen"), [(b"<xmp>", b"<xmp>"), (bytes(SIDECAR_MOST + 1), bytes(SIDECAR_MOST)), (None, b"")]
)
def test_a_sidecar_is_read_as_far_as_it_is_looked_at(src: Root, tree: Tree, data: bytes | None, seen: bytes) -> None:
    if data is not None:
        tree.write({"x/a.xmp": data})
    assert read_sidecar(src, source("x/a.jpg"), "a.xmp") == seen


def test_a_sidecar_that_is_a_pipe_or_a_folder_says_nothing(src: Root, tree: Tree) -> None:
    os.mkfifo(tree.src / "a.xmp")
    (tree.src / "b.xmp").mkdir()
    assert read_sidecar(src, source("a.jpg"), "a.xmp") == b""
    assert read_sidecar(src, source("b.jpg"), "b.xmp") == b""


def test_nothing_stays_open(src: Root, tree: Tree, giant: Source) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    tree.write({"a.jpg": b"1"})
    read(src, source("a.jpg")).close()
    read(src, giant).close()
    with pytest.raises(Unreadable):
        read(src, source("."))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_giant_can_be_read_from_its_start(src: Root, tree: Tree, giant: Source) -> None:
    with (tree.src / giant.name).open("r+b") as file:
        file.write(b"II*\0")
    fetched = read(src, giant)
    data = fetched.data
    assert not isinstance(data, bytes)
    assert start_of(data) == b"II*\0"
    fetched.close()


def start_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(4)


@pytest.mark.parametrize("data", [b"", b"picture", bytes(3_000_000)])
def test_what_lies_on_the_disk_has_a_digest(src: Root, tree: Tree, data: bytes) -> None:
    tree.write({"x/a.jpg": data})
    assert digest_of(src, "x/a.jpg") == blake3(data).hexdigest()
    with pytest.raises(FileNotFoundError):
        digest_of(src, "x/gone.jpg")
