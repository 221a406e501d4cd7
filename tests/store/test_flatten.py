"""Folders that only hold one other folder."""

from pathlib import Path

import pytest

from conftest import contents
from vipsort.photo.errors import RunError
from vipsort.store.flatten import flatten, lift
from vipsort.store.root import Root


def made_of(dst: Path, *files: str, made: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The moves in a tree of these files, whose folders are all ours where `made` does not tell."""
    for file in files:
        (dst / file).parent.mkdir(parents=True, exist_ok=True)
        (dst / file).write_bytes(file.encode())
    folders = [path.relative_to(dst).as_posix() for path in dst.rglob("*") if path.is_dir()]
    with Root.open(dst, "DST") as root:
        return list(flatten(root, made or folders))


def test_a_folder_with_one_folder_takes_its_content(tmp_path: Path) -> None:
    assert made_of(tmp_path, "2019/07/a.jpg", "2019/07/b.jpg") == [("2019/07", "2019")]
    assert contents(tmp_path) == {"2019/a.jpg": b"2019/07/a.jpg", "2019/b.jpg": b"2019/07/b.jpg"}


def test_a_chain_of_folders_becomes_one(tmp_path: Path) -> None:
    assert made_of(tmp_path, "2019/07/04/a.jpg") == [("2019/07/04", "2019/07"), ("2019/07", "2019")]
    assert set(contents(tmp_path)) == {"2019/a.jpg"}
    assert [path.name for path in tmp_path.iterdir()] == ["2019"]


@pytest.mark.parametrize(
    "files", [("2019/a.jpg",), ("2019/07/a.jpg", "2019/08/a.jpg"), ("2019/07/a.jpg", "2019/a.jpg"), ("a.jpg",)]
)
def test_a_folder_that_holds_more_stays(tmp_path: Path, files: tuple[str, ...]) -> None:
    assert made_of(tmp_path, *files) == []
    assert set(contents(tmp_path)) == set(files)


def test_a_folder_that_holds_one_of_its_own_name_stays(tmp_path: Path) -> None:
    files = ("a/A/a/x.jpg", "a/A/a.jpg", "a/A/y.jpg")
    assert made_of(tmp_path, *files) == []
    assert set(contents(tmp_path)) == set(files)


def test_a_merge_that_was_killed_is_finished(dst: Root, tmp_path: Path) -> None:
    for name in ("2019/07/a.jpg", "2019/b.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    lift(dst, "2019/07")
    lift(dst, "2019/07")
    assert contents(tmp_path) == {"2019/a.jpg": b"2019/07/a.jpg", "2019/b.jpg": b"2019/b.jpg"}


def test_a_merge_never_replaces_a_file(dst: Root, tmp_path: Path) -> None:
    for name in ("2019/07/a.jpg", "2019/a.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(RunError, match="cannot merge"):
        lift(dst, "2019/07")
    assert contents(tmp_path) == {"2019/07/a.jpg": b"2019/07/a.jpg", "2019/a.jpg": b"2019/a.jpg"}


def test_empty_folders_are_removed(tmp_path: Path) -> None:
    (tmp_path / "2019" / "07" / "04").mkdir(parents=True)
    assert made_of(tmp_path, "2018/a.jpg") == []
    assert {path.name for path in tmp_path.iterdir()} == {"2018"}


@pytest.mark.parametrize("made", [("2019",), ("2019/07",), ("gone", "gone/07")])
def test_only_our_own_folders_are_merged(tmp_path: Path, made: tuple[str, ...]) -> None:
    assert made_of(tmp_path, "2019/07/a.jpg", made=made) == []
    assert set(contents(tmp_path)) == {"2019/07/a.jpg"}


def test_a_folder_that_somebody_put_a_file_into_stays(tmp_path: Path) -> None:
    assert made_of(tmp_path, "2019/07/a.jpg", "2019/notes.txt", made=("2019/07", "2019")) == []


def test_a_link_to_a_folder_is_not_entered(dst: Root, tmp_path: Path) -> None:
    (tmp_path / "2019").mkdir()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "a.jpg").write_bytes(b"theirs")
    (tmp_path / "2019" / "07").symlink_to("../theirs")
    assert list(flatten(dst, ["2019/07", "2019"])) == []
    assert (tmp_path / "theirs" / "a.jpg").read_bytes() == b"theirs"
