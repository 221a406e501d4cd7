"""Laws 7 and 8: a run keeps to its memory, and a placed picture to its bytes."""

import os

import pytest
import pyvips

from conftest import Tree
from make import engine, jpeg, noise, picture, with_comment

assert engine


@pytest.mark.parametrize("shrink", ["last", "first"])
@pytest.mark.parametrize("format_", ["jpeg", "webp", "avif", "png"])
def test_every_placed_picture_keeps_its_byte_limit(tree: Tree, format_: str, shrink: str) -> None:
    limit = 9_000
    pictures = {
        "grey noise.png": picture(".png", 1, (300, 200)),
        "tall.jpg": jpeg("2019:07:04 10:11:12", 2, (90, 500)),
        "long.webp": picture(".webp", 3, (500, 90)),
        "small.jpg": jpeg("2019:07:04 10:11:12", 4),
    }
    tree.write(pictures)
    ran = tree.run("--layout", "flat", "--format", format_, "--max-size", "9kB", "--shrink", shrink)
    assert ran.code == 0, ran.err
    placed = tree.placed()
    assert len(placed) == len(pictures)
    for name, data in placed.items():
        assert len(data) <= limit, name
        assert pyvips.Image.new_from_buffer(data, "").avg() > 0
    assert all(event["bytes_out"] <= limit for event in ran.events[:-1])
    assert ran.outcome("grey noise.png")["encodes"] >= 1
    assert ran.outcome("grey noise.png")["bound"] in {"size", "shrunk"}


def test_what_fits_already_is_not_touched(tree: Tree) -> None:
    small, big = jpeg("2019:07:04 10:11:12"), jpeg("2019:07:04 10:11:12", 2, (400, 300))
    tree.write({"small.jpg": small, "big.jpg": big})
    ran = tree.run("--max-size", str(len(small)))
    assert ran.code == 0, ran.err
    assert tree.placed()["2019/small.jpg"] == small
    assert len(tree.placed()["2019/big.jpg"]) <= len(small)


def test_a_limit_that_nothing_can_meet_is_a_failure_by_name(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg("2019:07:04 10:11:12")})
    ran = tree.run("--max-size", "20")
    assert ran.code == 3
    assert ran.outcome("a.jpg")["verdict"] == "failed"
    assert not tree.placed()


def test_a_run_keeps_to_its_memory(tree: Tree) -> None:
    # A frame of 24 MB for each: eight at once would take 200 MB.
    frame: bytes = noise(2800, 2800).write_to_buffer(".jpg", Q=30, interlace=True)
    tree.write({f"{number}.jpg": with_comment(frame, str(number)) for number in range(16)})
    with tree.start("--resize", "400", "--parallel", "8", "--memory", "64MB") as run:
        assert run.stdout
        lines = run.stdout.read().splitlines()
        _pid, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    assert len(lines) == 17
    assert used.ru_maxrss * 1024 < 200_000_000
