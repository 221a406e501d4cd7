"""What a run says to the standard logging, and that it says nothing to anybody else."""

import logging

import anyio
import pytest

from conftest import Tree
from make import blank_png, jpeg
from vipsort.cli.spoken import read_settings
from vipsort.flow.reach import Reach
from vipsort.flow.running import run
from vipsort.flow.settings import Limits, Settings
from vipsort.photo.model import Outcome
from vipsort.store.faults import PassingFault
from vipsort.store.root import Root

PHOTO = jpeg("2019:07:04 10:11:12")


def said(caplog: pytest.LogCaptureFixture, name: str) -> list[tuple[int, str]]:
    return [(record.levelno, record.getMessage()) for record in caplog.records if record.name == name]


def test_a_run_tells_its_begin_and_its_end_with_the_counts(tree: Tree, caplog: pytest.LogCaptureFixture) -> None:
    tree.write({"a.jpg": PHOTO})
    with caplog.at_level(logging.INFO, "vipsort"):
        list(run(Settings(tree.src, tree.dst)))
    (began, ended) = said(caplog, "vipsort.run")
    assert began[0] == ended[0] == logging.INFO
    assert began[1].endswith(f": {tree.src} to {tree.dst}")
    assert "ended: found 1, placed 1, duplicate 0" in ended[1]
    assert vars(caplog.records[-1])["counts"]["placed"] == 1
    assert not said(caplog, "vipsort.outcome")


def test_trouble_is_a_warning_and_the_rest_is_for_debugging(tree: Tree, caplog: pytest.LogCaptureFixture) -> None:
    tree.write({"a.jpg": PHOTO, "broken\x1b[2J.jpg": PHOTO[:300]})
    with caplog.at_level(logging.DEBUG, "vipsort"):
        list(run(Settings(tree.src, tree.dst)))
    told = {text.partition(":")[0]: level for level, text in said(caplog, "vipsort.outcome")}
    assert told == {"a.jpg": logging.DEBUG, r"broken\x1b[2J.jpg": logging.WARNING}
    outcomes = [vars(record)["outcome"] for record in caplog.records if record.name == "vipsort.outcome"]
    assert all(isinstance(outcome, Outcome) for outcome in outcomes)
    assert {outcome.source.name for outcome in outcomes} == {"a.jpg", "broken\x1b[2J.jpg"}
    assert not any("\x1b" in record.getMessage() for record in caplog.records)


def test_a_picture_that_takes_too_long_is_told(tree: Tree, caplog: pytest.LogCaptureFixture) -> None:
    tree.write({"slow.png": blank_png(30_000, 30_000)})
    settings = read_settings(tree.src, tree.dst, timeout=0.3, resize="50%", format="webp")
    assert [outcome.reason for outcome in run(settings)] == ["took longer than 0.3 seconds"]
    assert said(caplog, "vipsort.engine") == [(logging.WARNING, "slow.png: took longer than 0.3 seconds")]


def test_what_is_tried_again_on_a_share_is_told(src: Root, caplog: pytest.LogCaptureFixture) -> None:
    faults = [PassingFault("hiccup"), PassingFault("hiccup")]

    def read() -> str:
        if faults:
            raise faults.pop()
        return "read at last"

    async def ask() -> str:
        return await Reach(Limits(retries=3)).read(src, read, 0)

    assert anyio.run(ask) == "read at last"
    assert said(caplog, "vipsort.share") == [
        (logging.WARNING, f"SRC {src.path}: hiccup; try 2"),
        (logging.WARNING, f"SRC {src.path}: hiccup; try 3"),
    ]


def test_the_hosts_own_logging_is_left_alone(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO[:300]})
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.getLogger("vipsort").level)
    list(run(Settings(tree.src, tree.dst)))
    assert (list(root.handlers), root.level, logging.getLogger("vipsort").level) == before
    assert [type(handler) for handler in logging.getLogger("vipsort").handlers] == [logging.NullHandler]


def test_nothing_is_printed_where_nobody_listens(tree: Tree, capfd: pytest.CaptureFixture[str]) -> None:
    tree.write({"a.jpg": PHOTO[:300]})
    list(run(Settings(tree.src, tree.dst)))
    assert capfd.readouterr() == ("", "")


def test_the_command_says_its_own_lines_once(tree: Tree) -> None:
    tree.write({"a.jpg": PHOTO[:300]})
    assert tree.vipsort("run", tree.src, tree.dst, "--quiet").err.count("\n") == 1
