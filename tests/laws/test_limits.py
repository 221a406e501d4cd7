"""Laws 7 and 8: a run keeps to its memory, and a placed picture to its bytes."""

import pytest
import pyvips

from conftest import PICTURES, Tree
from make import engine, jpeg, noise, picture, with_comment
from processes import MEASURED

assert engine

BESIDE_THE_BUDGETS = 60_000_000
"""Bytes that an engine takes besides --memory, by the README."""


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


@pytest.mark.parametrize("metadata", ["private", "none"])
def test_what_only_loses_its_metadata_keeps_to_its_limit(tree: Tree, metadata: str) -> None:
    bare: bytes = noise(300, 200).write_to_buffer(".jpg", keep="none")
    tree.write({"a.jpg": bare})
    tree.run("--layout", "flat", "--max-size", str(len(bare)), "--metadata", metadata)
    assert all(len(data) <= len(bare) for data in tree.placed().values())


def test_noise_of_every_kind_keeps_to_its_limit(tree: Tree) -> None:
    deep = noise(200, 150).colourspace("rgb16")
    grey, clear = noise(200, 150).colourspace("b-w"), noise(200, 150).bandjoin(128)
    tree.write(
        {
            "deep.png": deep.write_to_buffer(".png"),
            "grey.jpg": grey.write_to_buffer(".jpg", Q=95),
            "clear.webp": clear.write_to_buffer(".webp", Q=95),
            "dot.png": picture(".png", size=(1, 1)),
            "cmyk.jpg": (PICTURES / "cmyk.jpg").read_bytes(),
            "animated.webp": (PICTURES / "animated.webp").read_bytes(),
            "animated.gif": (PICTURES / "animated.gif").read_bytes(),
        }
    )
    ran = tree.run("--layout", "flat", "--max-size", "2500")
    told = {event["source"]: event for event in ran.events[:-1]}
    for name, data in tree.placed().items():
        assert len(data) <= 2_500, name
    assert {name for name, event in told.items() if event["verdict"] == "failed"} == set(told) - tree.placed().keys()


def test_a_run_keeps_to_its_memory(tree: Tree) -> None:
    # A frame of 24 MB for each: eight at once would take 200 MB.
    frame: bytes = noise(2800, 2800).write_to_buffer(".jpg", Q=30, interlace=True)
    tree.write({f"{number}.jpg": with_comment(frame, str(number)) for number in range(16)})
    with tree.start("--resize", "400", "--parallel", "8", "--memory", "64MB", through=MEASURED) as run:
        out, peak = run.communicate()
    assert run.returncode == 0
    assert len(tree.events(out)) == 17
    assert int(peak) * 1024 < 64_000_000 + BESIDE_THE_BUDGETS
