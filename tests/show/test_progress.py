"""Progress on a real terminal: what stands on its screen while a run goes on, and after it."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from conftest import Tree
from make import jpeg, noise, with_comment
from processes import engine_of
from window import Window, window

pytestmark = pytest.mark.skipif(shutil.which("setsid") is None, reason="setsid is not on PATH")

SLOWLY = ("--format", "avif", "--parallel", "1", "--layout", "flat")
CONTROL_C = b"\x03"
NAME = "b \x1b[31m\u202egpj \u65e5\u00e9.jpg"


@pytest.fixture
def slow(tree: Tree) -> Tree:
    """A small picture, a broken one, and some that take their time."""
    data: bytes = noise(2000, 1500).write_to_buffer(".jpg", Q=80)
    later = {f"{number}.jpg": with_comment(data, f"{number}") for number in range(3, 8)}
    tree.write({"0.jpg": jpeg(), "1.jpg": jpeg(seed=2)[:700], NAME: data, **later})
    return tree


@pytest.fixture
def slow_one(tree: Tree) -> Tree:
    """One picture of a bad name that takes its time."""
    tree.write({"0.jpg": jpeg(), NAME: noise(4000, 3000).write_to_buffer(".jpg", Q=80)})
    return tree


def run(tree: Tree, *words: str | Path) -> tuple[str | Path, ...]:
    return ("run", tree.src, tree.dst, *SLOWLY, *words)


def has_begun(seen: Window) -> bool:
    """Whether the first two files are told as done, of the eight that there are."""
    return "2 of 8" in seen.text


def is_whole(last: str) -> bool:
    """Whether the line of a picture that is waited for is not there, or all of it."""
    return not last or last.endswith(" s")


def stop_now(seen: Window) -> str:
    seen.press(CONTROL_C)
    seen.until(lambda seen: "stopping" in seen.text)
    seen.press(CONTROL_C)
    return seen.to_the_end()


def test_two_bars_speeds_memory_and_the_picture_that_is_waited_for(slow: Tree) -> None:
    with window(slow, *run(slow), columns=120) as seen:
        seen.until(lambda seen: re.search(r"longest in hand: .*, \d+ s$", seen.text, re.MULTILINE) is not None)
        drawn = [line for line in seen.lines if line]
        ended = stop_now(seen)
    pictures, size, state, longest = drawn[-4:]
    assert pictures.startswith("pictures ")
    assert pictures.endswith("/s")
    assert size.startswith("bytes ")
    assert "B of " in size
    assert " held of " in state
    assert re.fullmatch(r"longest in hand: [3-7]\.jpg, \d+ s", longest)
    assert not bars(ended)


def test_trouble_stands_above_the_bars(slow: Tree) -> None:
    with window(slow, *run(slow)) as seen:
        seen.until(has_begun)
        lines = seen.lines
        stop_now(seen)
    assert lines[0] == "1.jpg: its header makes no sense, kept in Corrupted/1.jpg"
    assert lines[1].startswith("pictures ")


@pytest.mark.parametrize(("columns", "drawn"), [(120, 3), (80, 3), (60, 3), (40, 1), (20, 1)])
def test_a_narrow_window_gets_less_and_nothing_is_broken(slow: Tree, columns: int, drawn: int) -> None:
    (slow.src / "1.jpg").write_bytes(jpeg(seed=2))  # a line of trouble would be as wide as it is
    with window(slow, *run(slow), columns=columns) as seen:
        # What is read may end in the middle of what is drawn. One line more where a picture is waited for.
        seen.until(lambda seen: has_begun(seen) and all(seen.lines[:drawn]) and is_whole(seen.lines[drawn]))
        lines = seen.lines
        ended = stop_now(seen)
    assert lines[0].startswith("pictures " if drawn > 1 else "25% 2 of 8")
    assert not any(lines[drawn + 1 :])
    assert not lines[drawn] or drawn > 1
    assert "2 of 8" not in ended


def test_a_window_may_change_its_size(slow: Tree) -> None:
    with window(slow, *run(slow), columns=120) as seen:
        seen.until(has_begun)
        for columns in (40, 100, 20, 79):
            seen.resize(columns)
            seen.until(fits)
        ended = stop_now(seen)
    assert not bars(ended)
    assert "2 of 8" not in ended


_PICTURES = re.compile(r"\b[0-9] of 8\b(?!\.)")


def fits(seen: Window) -> bool:
    """Whether what is drawn is drawn once, and as the width asks for."""
    is_short = seen.screen.columns <= 40
    return bars(seen.text) == (not is_short) and len(_PICTURES.findall(seen.text)) == 1


def test_no_colour_is_none(slow: Tree) -> None:
    with window(slow, *run(slow), environment={"NO_COLOR": "1"}) as seen:
        seen.until(has_begun)
        stop_now(seen)
    colours = range(30, 50), range(90, 108)
    numbers = {int(number) for each in sequences(bytes(seen.raw)) for number in re.findall(rb"\d+", each)}
    assert not numbers & {colour for each in colours for colour in each}


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_what_a_terminal_has_no_letter_for_is_written_out(slow_one: Tree, encoding: str) -> None:
    with window(slow_one, *run(slow_one), environment={"PYTHONIOENCODING": encoding}) as seen:
        seen.until(lambda seen: "longest in hand" in seen.text)
        stop_now(seen)
    drawn = bytes(seen.raw)
    assert rb"longest in hand: b \x1b[31m\u202egpj \u65e5" in drawn
    assert "\u2501".encode() not in drawn  # the bar of a terminal that has it
    drawn.decode(encoding)


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"CI": "true"}])
def test_where_nobody_looks_there_are_plain_lines(tree: Tree, environment: dict[str, str]) -> None:
    tree.write({f"{number}.jpg": jpeg(seed=number) for number in range(3)})
    with window(tree, "run", tree.src, tree.dst, environment={**environment, "NO_COLOR": "1"}) as seen:
        seen.to_the_end()
    assert {each[-1:] for each in sequences(bytes(seen.raw))} <= {b"m"}  # of the table
    assert "found" in seen.text


def test_a_name_cannot_speak_to_the_terminal(slow_one: Tree) -> None:
    with window(slow_one, *run(slow_one)) as seen:
        seen.until(lambda seen: "longest in hand" in seen.text)
        stop_now(seen)
    assert rb"b \x1b[31m\u202egpj " in seen.raw
    assert b"\x1b[31mg" not in seen.raw
    assert "\u202e".encode() not in seen.raw


@pytest.mark.parametrize("presses", [1, 2])
def test_control_c_leaves_a_clean_terminal(slow: Tree, presses: int) -> None:
    with window(slow, *run(slow)) as seen:
        seen.until(has_begun)
        for _press in range(presses):
            seen.press(CONTROL_C)
            seen.until(lambda seen: "stopping" in seen.text)
        ended = seen.to_the_end()
    assert not bars(ended)
    assert not seen.screen.cursor.hidden
    assert seen.screen.cursor.x == 0
    assert seen.process.returncode == 130


def test_what_a_killed_engine_has_drawn_is_cleared_and_the_next_one_draws(slow: Tree) -> None:
    with window(slow, *run(slow)) as seen:
        seen.until(has_begun)
        os.kill(engine_of(seen.process.pid), signal.SIGKILL)
        seen.until(lambda seen: "starting again" in seen.text)
        told = seen.until(lambda seen: bars(seen.text) == 1).splitlines()
        stop_now(seen)
    assert told[0] == "1.jpg: its header makes no sense, kept in Corrupted/1.jpg"
    assert told[1].startswith("vipsort: ended by SIGKILL with ")
    assert bars("\n".join(told)) == 1


def test_the_table_is_all_that_is_left_of_a_run_to_its_end(tree: Tree) -> None:
    data: bytes = noise(1200, 800).write_to_buffer(".jpg", Q=80)
    tree.write({f"{number}.jpg": with_comment(data, f"{number}") for number in range(6)})
    with window(tree, *run(tree)) as seen:
        seen.until(lambda seen: bars(seen.text) == 1)
        ended = seen.to_the_end()
    assert [line.split()[0] for line in ended.splitlines() if line] == ["placed", "found"]
    assert not seen.screen.cursor.hidden


def bars(text: str) -> int:
    """How many bars of pictures stand there."""
    return sum(line.startswith("pictures ") for line in text.splitlines())


def test_a_plan_is_drawn_on_its_way_and_leaves_its_tree(tree: Tree) -> None:
    data: bytes = noise(1200, 800).write_to_buffer(".jpg", Q=80)
    tree.write({f"{number}.jpg": with_comment(data, f"{number}") for number in range(6)})
    with window(tree, "plan", tree.src, tree.dst, *SLOWLY) as seen:
        seen.until(lambda seen: bars(seen.text) == 1)
        ended = seen.to_the_end()
    assert not bars(ended)
    assert ended.splitlines()[0].split()[:2] == [".", "6"]
    assert "a plan: nothing was written" in ended


def test_a_terminal_that_does_not_know_its_size_has_80_columns(tree: Tree) -> None:
    tree.write({f"{number}.jpg": noise(40, 30).write_to_buffer(".jpg")[: 300 + number] for number in range(3)})
    with window(tree, "plan", tree.src, tree.dst, columns=0) as seen:
        ended = seen.to_the_end()
    assert "quarantined" in ended, ended
    assert ended.rstrip().endswith("a plan: nothing was written")


def sequences(raw: bytes) -> list[bytes]:
    """The control sequences in what was written, each up to its last letter."""
    parts = raw.split(b"\x1b[")[1:]
    return [part[: next((at for at, byte in enumerate(part) if 0x40 <= byte <= 0x7E), 0) + 1] for part in parts]
