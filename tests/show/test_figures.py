"""What a run's lines come to, and the columns that a page holds of them."""

import gzip
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from journals import HOSTILE, end, long_run, outcome, placing, start, write_journal
from vipsort.flow.retelling import retell, run_to_tell
from vipsort.flow.retold import Line, Pace, Retold
from vipsort.photo.model import Verdict
from vipsort.show import figures
from vipsort.show.packing import packed


def told(folder: Path, *records: Any) -> Retold:  # noqa: ANN401 - lines of JSON
    journal = write_journal(folder, [start(), placing("x"), *records])
    return retell(journal, run_to_tell(journal, None))


def lines(folder: Path, *records: Any) -> list[Line]:  # noqa: ANN401
    return list(told(folder, *records).lines.values())


def unpacked(retold: Retold) -> dict[str, Any]:
    columns: dict[str, Any] = json.loads(gzip.decompress(b64decode(packed(retold))))
    return columns


def test_years_and_months_count_what_is_dated_so_well(tmp_path: Path) -> None:
    dates = ("2019-07-04T10:11:12", "2019-07", "2019", "2020-01-02")
    found = lines(tmp_path, *(outcome(f"{date}.jpg", date=date) for date in dates), outcome("undated.jpg"))
    assert figures.taken(found, 4) == {"2019": 3, "2020": 1}
    assert figures.taken(found, 7) == {"2019-07": 2, "2020-01": 1}
    assert [line.source for line in figures.undated(found)] == ["undated.jpg"]


def test_bytes_are_those_of_placed_files_alone(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        outcome("a.jpg", size=3_000, bytes_out=1_000),
        outcome("b.PNG", size=500, bytes_out=500),
        outcome("c.jpg", "failed", size=7_000),
    )
    volumes = figures.volumes(figures.placed(found), figures.format_of)
    assert {name: (volume.before, volume.after) for name, volume in volumes.items()} == {
        "jpeg": (3_000, 1_000),
        "png": (500, 500),
    }
    assert volumes["jpeg"].saved == 2_000


def test_the_biggest_savings_and_the_slowest_come_first(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        outcome("a.jpg", size=3_000, bytes_out=1_000, seconds=0.5),
        outcome("b.jpg", size=9_000, bytes_out=1_000, seconds=0.1),
        outcome("same.jpg", size=9_000, bytes_out=9_000),
    )
    assert [line.source for line in figures.savings(found, 5)] == ["b.jpg", "a.jpg"]
    assert [line.source for line in figures.savings(found, 1)] == ["b.jpg"]
    assert [line.source for line in figures.slowest(found, 5)] == ["a.jpg", "b.jpg"]


def test_twins_are_told_with_who_was_first(tmp_path: Path) -> None:
    again = outcome("b.jpg", "duplicate", digest=outcome("a.jpg")["digest"])
    found = lines(tmp_path, outcome("a.jpg"), again, outcome("c.jpg", "duplicate"))
    pairs = [(first.source if first else None, again.source) for first, again in figures.twins(found)]
    assert pairs == [("a.jpg", "b.jpg"), (None, "c.jpg")]


def test_reasons_are_counted_the_most_frequent_first(tmp_path: Path) -> None:
    broken = [outcome(f"{number}.jpg", "quarantined", reason="cut short") for number in range(3)]
    found = lines(tmp_path, outcome("z.jpg", "failed", reason="too big"), *broken)
    assert [(why.verdict, why.text, why.files, why.example) for why in figures.reasons(found)] == [
        (Verdict.QUARANTINED, "cut short", 3, "0.jpg"),
        (Verdict.FAILED, "too big", 1, "z.jpg"),
    ]


def test_speed_is_what_was_done_between_two_samples() -> None:
    pace = [Pace(0.0, 0, 0, 10), Pace(1.0, 20, 0, 20), Pace(1.0, 20, 0, 20), Pace(3.0, 30, 0, 0)]
    assert figures.throughput(pace) == [(1.0, 20.0), (3.0, 5.0)]
    assert figures.memory(pace) == [(0.0, 10), (1.0, 20), (1.0, 20)]


def test_the_columns_hold_every_line_as_it_was(tmp_path: Path) -> None:
    retold = told(tmp_path, *list(long_run(400))[1:])
    columns = unpacked(retold)
    assert columns["count"] == 400
    for file, (name, line) in enumerate(sorted(retold.lines.items())):
        folder = columns["folder"]["words"][columns["folder"]["of"][file]]
        assert f"{folder}/{columns['name'][file]}" == name
        assert columns["verdict"]["words"][columns["verdict"]["of"][file]] == line.verdict
        assert columns["reason"]["words"][columns["reason"]["of"][file]] == line.reason
        assert (columns["size"][file], columns["bytesOut"][file]) == (line.size, line.bytes_out)
        target = columns["target"][file] or columns["name"][file]
        where = columns["targetFolder"]["words"][columns["targetFolder"]["of"][file]]
        if line.filename:
            assert f"{where}/{target}" == retold.target(line)
    assert len(columns["rejected"]) == sum(bool(line.rejected) for line in retold.lines.values()) > 0


def test_what_a_file_is_called_moves_no_cursor_and_turns_no_line(tmp_path: Path) -> None:
    retold = told(tmp_path, *(outcome(name, "failed", reason=name) for name in HOSTILE), end(failed=len(HOSTILE)))
    columns = unpacked(retold)
    text = json.dumps(columns, ensure_ascii=False)
    assert text.encode()  # no half characters
    assert not set(text) & set("\x1b\x07\u202e\u200b\u2028\u2029\r")
    assert "gpj.\\u202egnp.exe" in columns["name"]
    assert "bytes \\xff\\xfe.jpg" in columns["name"]


def test_a_companion_is_told_with_its_picture(tmp_path: Path) -> None:
    columns = unpacked(told(tmp_path, outcome("a.jpg"), outcome("a.xmp", companion_of="a.jpg")))
    assert columns["companionOf"] == {"1": "a.jpg"}


def test_the_columns_of_a_long_run_are_small(tmp_path: Path) -> None:
    retold = told(tmp_path, *list(long_run(5_000))[1:])
    assert len(packed(retold)) < 40 * 5_000
