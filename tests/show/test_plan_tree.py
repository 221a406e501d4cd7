"""The tree of a plan: sums on the way up, estimates marked, and no more lines than there is room for."""

from dataclasses import replace

import pytest

from vipsort.flow.tally import Tally
from vipsort.photo.model import Verdict
from vipsort.photo.moment import Moment
from vipsort.show.forecast import Folder, Forecast
from vipsort.show.plan_tree import Room, aside_lines, tree_lines

DAY = Moment.parse("2019-07-04T10:11:12")
LATER = Moment.parse("2019-08")
FOLDERS = {
    "2019/07": Folder(2, 4_000_000, 4_000_000, first=DAY, last=DAY),
    "2019/08": Folder(1, 3_000_000, 1_000_000, estimated=1, first=LATER, last=LATER),
    "NoDate": Folder(1, 10, 10),
}


def words(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def test_a_folder_holds_what_is_below_it() -> None:
    lines = list(tree_lines(FOLDERS))
    assert words(lines) == [
        "2019 3 7.0 MB -> ~5.0 MB 2019-07-04 to 2019-08",
        "07 2 4.0 MB 2019-07-04",
        "08 1 3.0 MB -> ~1.0 MB 2019-08",
        "NoDate 1 10 B",
    ]
    assert lines[1].startswith("  07")


def test_where_there_is_no_room_the_upper_folders_are_told() -> None:
    assert words(list(tree_lines(FOLDERS, Room(lines=3))))[1:] == [
        "NoDate 1 10 B",
        "... and 2 folders more: --verbose shows all",
    ]
    assert words(list(tree_lines(FOLDERS, Room(lines=1))))[1:] == ["... and 3 folders more: --verbose shows all"]


@pytest.mark.parametrize("columns", [90, 72, 60, 50, 40, 30])
def test_a_line_is_never_longer_than_the_terminal(columns: int) -> None:
    folders = {**FOLDERS, "2019/07": replace(FOLDERS["2019/07"], there=1_200), "a" * 60: Folder(3, 5_000, 4_000)}
    lines = list(tree_lines(folders, Room(columns=columns)))
    assert all(len(line) <= columns for line in lines)
    assert all(name in line for name, line in zip(("2019", "07", "08", "NoDate"), lines, strict=False))
    assert ("~5.0 MB" in lines[0], lines[0].split()[1]) == (True, "3")
    assert ("1,200 there" in lines[0]) == (columns > 60)


def test_what_lies_in_a_folder_is_told_where_more_would_come() -> None:
    there = {"2019/01": Folder(there=40), "2018": Folder(there=7), "2019/07": replace(FOLDERS["2019/07"], there=2)}
    lines = words(list(tree_lines({**FOLDERS, **there})))
    assert lines[0].endswith("42 there")
    assert [line.split()[0] for line in lines] == ["2019", "07", "08", "NoDate"]


def test_names_are_shown_harmless_and_the_top_is_a_dot() -> None:
    (top, other) = tree_lines({"": Folder(1), "a\x1b[2Jb": Folder(1)})
    assert top.startswith(". ")
    assert other.startswith(r"a\x1b[2Jb ")


def test_reasons_are_bounded_in_number() -> None:
    forecast, tally = Forecast(), Tally()
    for number in range(1000):
        forecast.note(Verdict.FAILED, f"reason {number}")
    tally.verdicts[Verdict.FAILED] = 1000
    (line,) = aside_lines(forecast, tally)
    assert "other reasons (900)" in line
    assert line.split()[:2] == ["failed", "1,000"]
