"""The columns that a page holds of a run's files: every line as it was, harmless, small, made in little memory."""

import json
import tracemalloc
import zlib
from base64 import b64decode
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from journals import HOSTILE, end, long_run, outcome, placing, start, write_journal
from vipsort.flow.retold import Retold
from vipsort.photo.model import Verdict
from vipsort.show.packing import packed

Packed = Callable[..., Retold]


@pytest.fixture
def run(tmp_path: Path, told: Callable[..., Retold]) -> Packed:
    """A run whose records are given."""
    return lambda *records: told(write_journal(tmp_path, [start(), placing("x"), *records]))


def unpacked(retold: Retold) -> dict[str, Any]:
    columns: dict[str, Any] = json.loads(zlib.decompress(b64decode("".join(packed(retold))), -zlib.MAX_WBITS))
    return columns


def test_the_columns_hold_every_line_as_it_was(run: Packed) -> None:
    retold = run(*list(long_run(400))[1:])
    columns = unpacked(retold)
    assert columns["count"] == 400
    for file, line in enumerate(retold.lines):
        folder = columns["folder"]["words"][columns["folder"]["of"][file]]
        assert f"{folder}/{columns['name'][file]}" == line.source
        assert columns["verdict"]["words"][columns["verdict"]["of"][file]] == line.verdict
        assert columns["reason"]["words"][columns["reason"]["of"][file]] == line.reason
        assert (columns["size"][file], columns["bytesOut"][file]) == (line.size, line.bytes_out)
        target = columns["target"][file] or columns["name"][file]
        where = columns["targetFolder"]["words"][columns["targetFolder"]["of"][file]]
        if line.filename:
            assert f"{where}/{target}" == retold.target(line)
    assert columns["bound"]["words"] == ["", "the highest quality that fits the size"]
    assert len(columns["rejected"]) == sum(bool(line.rejected) for line in retold.lines) > 0


def test_what_a_file_is_called_moves_no_cursor_and_turns_no_line(run: Packed) -> None:
    retold = run(*(outcome(name, "failed", reason=name) for name in HOSTILE), end(failed=len(HOSTILE)))
    columns = unpacked(retold)
    text = json.dumps(columns, ensure_ascii=False)
    assert text.encode()  # no half characters
    assert not set(text) & set("\x1b\x07\u202e\u200b\u2028\u2029\r")
    assert "gpj.\\u202egnp.exe" in columns["name"]
    assert "bytes \\xff\\xfe.jpg" in columns["name"]


def test_a_companion_is_told_with_its_picture(run: Packed) -> None:
    columns = unpacked(run(outcome("a.jpg"), outcome("a.xmp", companion_of="a.jpg")))
    assert columns["companionOf"] == [[1, "a.jpg"]]


def test_the_columns_of_a_long_run_are_small(run: Packed) -> None:
    retold = run(*list(long_run(5_000))[1:])
    assert sum(map(len, packed(retold))) < 40 * 5_000


def test_a_run_without_any_line_has_every_column(run: Packed) -> None:
    columns = unpacked(run(end(unchanged=7)))
    assert columns["count"] == 0
    assert columns["folder"] == {"words": [], "of": []}
    assert columns["name"] == columns["rejected"] == []
    assert columns["verdict"]["words"] == list(Verdict)


def test_words_that_are_as_many_as_files_are_all_told(run: Packed) -> None:
    told = unpacked(
        run(*(outcome(f"{file:06}.jpg", "skipped", reason=f"of {file % 25_000}") for file in range(50_000)))
    )
    words, of = told["reason"]["words"], told["reason"]["of"]
    assert [words[number] for number in of] == [f"of {file % 25_000}" for file in range(50_000)]


def test_a_longer_run_takes_no_more_memory(tmp_path: Path, told: Packed) -> None:
    short, long = (
        write_journal(tmp_path / str(files), chain([placing("x")], long_run(files))) for files in (4_000, 16_000)
    )
    assert peak(lambda: told(long)) < 1.1 * peak(lambda: told(short))


def peak(tell: Callable[[], Retold]) -> int:
    """Bytes of Python's at the highest, besides what SQLite holds, which has a limit of its own."""
    tracemalloc.start()
    try:
        for _piece in packed(tell()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
