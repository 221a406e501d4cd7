"""Whatever of a journal is left, the run after it makes the same tree; and reading it twice changes nothing."""

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import Tree
from make import jpeg
from vipsort.photo.model import Source
from vipsort.store.index import Index
from vipsort.store.journal import read_records

FILES = {
    "a.jpg": jpeg("2019:07:04 10:11:12", seed=1),
    "b/a.jpg": jpeg("2019:07:05 10:11:12", seed=2),
    "b/twin.jpg": jpeg("2019:07:04 10:11:12", seed=1),
    "c/broken.jpg": b"no picture",
}
OPTIONS = ("--layout", "day")
GARBAGE = (
    b"\n",
    b"\0" * 40 + b"\n",
    b'{"kind":"outcome","sou\n',
    b"[1]\n",
    b"\xff\xfe\n",
    b'{"kind":"of tomorrow"}\n',
    b"{}\n",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, bytes, dict[str, bytes]]:
    """A tree that was sorted, its journal, and what it became."""
    tree = Tree(tmp_path_factory.mktemp("told"))
    tree.write(FILES, mtime=1_600_000_000)
    ran = tree.run(*OPTIONS)
    assert ran.code == 3, ran.err
    return tree, (tree.dst / ".vipsort" / "journal.jsonl").read_bytes(), tree.placed()


@st.composite
def left_of(draw: st.DrawFn, whole: bytes) -> bytes:
    """A journal that was cut at any byte, with torn and foreign lines in it."""
    data = whole[: draw(st.integers(0, len(whole)))]
    for line in draw(st.lists(st.sampled_from(GARBAGE), max_size=3)):
        lines = data.splitlines(keepends=True)
        at = draw(st.integers(0, len(lines)))
        data = b"".join([*lines[:at], line, *lines[at:]])
    return data


def test_the_index_is_the_same_however_often_it_is_read(
    told: tuple[Tree, bytes, dict[str, bytes]], tmp_path: Path
) -> None:
    _tree, whole, _ended = told

    @settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(left_of(whole), st.integers(0, len(whole)))
    @example(whole, 0)
    def is_the_same(left: bytes, first: int) -> None:
        journal, database = tmp_path / "journal.jsonl", tmp_path / "index.sqlite"
        database.unlink(missing_ok=True)
        journal.write_bytes(left)
        at_once = facts(None, journal)
        # First a part of it, as it was when an earlier run ended; then all of it; then all of it again.
        journal.write_bytes(left[:first])
        facts(database, journal)
        journal.write_bytes(left)
        assert facts(database, journal) == at_once
        assert facts(database, journal) == at_once

    is_the_same()


def facts(database: Path | None, journal: Path) -> tuple[list[str], list[bool], list[str]]:
    """What an index says of everything that the journal speaks of."""
    with Index(database, journal) as index:
        records = [record for record, _end in read_records(journal)]
        targets = [str(record["target"]) for record in records if "target" in record]
        digests = [str(record["digest"]) for record in records if "digest" in record]
        twins = (index.placed.twin(digest, Source("x", 0, 0)) for digest in digests)
        return (
            index.made_folders(),
            [index.given.has(each.casefold()) for each in targets],
            [str(twin) for twin in twins],
        )


def prefixes(whole: bytes, count: int) -> Sequence[bytes]:
    """Some beginnings of a journal, with and without a torn end; always the same ones."""
    chance = random.Random(4)  # noqa: S311 - no secret
    return [whole[: chance.randrange(len(whole) + 1)] for _ in range(count)]


@pytest.mark.parametrize("number", range(8))
def test_from_any_beginning_of_its_journal_a_run_makes_the_same_tree(
    told: tuple[Tree, bytes, dict[str, bytes]], tmp_path: Path, number: int
) -> None:
    sorted_, whole, ended = told
    tree = Tree(tmp_path)
    tree.write(FILES, mtime=1_600_000_000)
    shutil.copytree(sorted_.dst, tree.dst)
    for path in (tree.dst / ".vipsort").iterdir():
        path.unlink()
    left = prefixes(whole, 8)[number].replace(json.dumps(str(sorted_.src)).encode(), json.dumps(str(tree.src)).encode())
    (tree.dst / ".vipsort" / "journal.jsonl").write_bytes(left + GARBAGE[number % len(GARBAGE)][:-1])
    assert tree.run(*OPTIONS).code in {0, 3}
    assert tree.placed() == ended
    again = tree.run(*OPTIONS)
    assert again.summary["placed"] == again.summary["quarantined"] == 0
    assert tree.placed() == ended
