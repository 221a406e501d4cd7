"""An original taken out of SRC: what is in the trash already is not put there again, and nothing replaces it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from blake3 import blake3

from vipsort.photo.model import Source
from vipsort.store.removal import Leaving, Removal, Stays
from vipsort.store.root import Root

DATA = b"a picture"


@pytest.fixture
def removal(tmp_path: Path) -> Iterator[Removal]:
    with ExitStack() as held:
        for name in ("src", "dst", "trash"):
            (tmp_path / name).mkdir()
        for name in ("src", "dst"):
            (tmp_path / name / "a.jpg").write_bytes(DATA)
        yield Removal(*(held.enter_context(Root.open(tmp_path / name, name)) for name in ("src", "dst", "trash")))


def leaving(removal: Removal) -> Leaving:
    seen = (removal.src.path / "a.jpg").stat()
    source, digest = Source("a.jpg", seen.st_size, seen.st_mtime_ns), blake3(DATA).hexdigest()
    return Leaving(source, digest, "a.jpg", digest, is_twin=True, aside=".aside", kept_as="run/a.jpg")


def test_what_an_engine_before_has_put_into_the_trash_is_kept_once(removal: Removal) -> None:
    (removal.src.path.with_name("trash") / "run").mkdir()
    (removal.src.path.with_name("trash") / "run" / "a.jpg").write_bytes(DATA)
    removal.make_sure(leaving(removal))
    removal.take_out(leaving(removal))
    assert list(removal.src.path.iterdir()) == []


def test_another_file_in_the_trash_stays_and_so_does_the_original(removal: Removal) -> None:
    kept = removal.src.path.with_name("trash") / "run" / "a.jpg"
    kept.parent.mkdir()
    kept.write_bytes(b"another")
    with pytest.raises(Stays):
        removal.take_out(leaving(removal))
    assert kept.read_bytes() == b"another"
    assert [path.name for path in removal.src.path.iterdir()] == ["a.jpg"]


def test_an_original_that_changed_stays(removal: Removal) -> None:
    before = leaving(removal)
    (removal.src.path / "a.jpg").write_bytes(b"edited meanwhile")
    with pytest.raises(Stays, match="has changed"):
        removal.take_out(before)
    assert [path.name for path in removal.src.path.iterdir()] == ["a.jpg"]


def test_a_copy_that_is_gone_at_the_last_moment_keeps_the_original(removal: Removal) -> None:
    (removal.dst.path / "a.jpg").unlink()
    with pytest.raises(Stays):
        removal.take_out(leaving(removal))
    assert (removal.src.path / "a.jpg").read_bytes() == DATA
