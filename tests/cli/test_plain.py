"""Help is plain and whole, the words of a run are taken as they stand, and nothing is loaded for either."""

import re
import sys
from inspect import getdoc

import pytest
import typer
from typer.testing import CliRunner

from conftest import ENGINE, VIPSORT, Tree
from make import jpeg
from vipsort.cli.main import Vipsort
from vipsort.cli.plain import LiteralCommand, PlainCommand, alone
from vipsort.cli.run import run

HEAVY = {"rich", "pydantic", "pyvips", "anyio", "sqlite3"}
RARE = {"rich", "pydantic", "PIL", "pillow_heif", "urllib.request", "vipsort.pixels.render", "vipsort.cli.commands"}
OF_FILES = {"stamina", "exifread", "defusedxml", "vipsort.flow.trial", "vipsort.flow.settling", "vipsort.show.course"}

COMPLETE = [
    ["a", "b"],
    ["a", "b", "--json", "--no-flatten", "--use-mtime"],
    ["--exclude", "x", "a", "--exclude=y z", "b", "--max-size=3MB"],
    ["-qv", "--layout", "", "--", "-a", "--json"],
    ["", "b", "--tz", "--json"],
]
AMISS = [[], ["a"], ["a", "b", "c"], ["a", "b", "--nix"], ["a", "b", "--layout"], ["a", "b", "--json=1"], ["a", "-h"]]


@pytest.mark.parametrize("words", COMPLETE, ids=" ".join)
def test_words_taken_as_they_stand_are_what_typer_makes_of_them(words: list[str]) -> None:
    assert said(words, LiteralCommand) == said(words, PlainCommand)


@pytest.mark.parametrize("words", AMISS, ids=" ".join)
def test_what_is_amiss_is_said_by_typer(words: list[str]) -> None:
    assert told(words, LiteralCommand) == told(words, PlainCommand)


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_help_groups_every_option(tree: Tree, columns: str) -> None:
    text = tree.vipsort("run", "--help", environment={"COLUMNS": columns}).out
    groups = re.findall(r"^(\w[\w ]*):$", text, re.MULTILINE)
    assert groups == [
        "Arguments", "Which files", "Where they go", "Dates", "Twins", "Pixels", "Limits", "How it runs",
        "How it speaks", "Options",
    ]  # fmt: skip
    assert len(re.findall(r"^  -", text, re.MULTILINE)) == len(run.__annotations__) - 3 + 1  # no src, dst, return; help
    assert max(map(len, text.splitlines())) <= min(int(columns), 100)


def test_help_tells_the_whole_first_sentence_of_each_command(tree: Tree) -> None:
    text = " ".join(tree.vipsort("--help").out.split())
    assert "run Stream every picture below SRC into DST: dated, sorted, twins left out, broken ones set aside." in text
    assert "..." not in text.partition("Commands:")[2]


def test_a_command_is_listed_with_the_first_sentence_of_its_own_help() -> None:
    for name, listed in Vipsort.listed.items():
        first, _, _ = (getdoc(listed.function()) or "").partition("\n\n")
        assert " ".join(first.split()) == listed.sentence, name


def test_a_mistyped_command_is_named(tree: Tree) -> None:
    ran = tree.vipsort("verfy", "x")
    assert ran.code == 2
    assert "No such command 'verfy'. Did you mean 'verify'?" in ran.err


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"]], ids=" ".join)
def test_who_asks_for_help_loads_next_to_nothing(tree: Tree, words: list[str]) -> None:
    assert not loaded(tree, VIPSORT, *words) & HEAVY


def test_a_run_that_sorts_loads_no_decoder_or_encoder_that_it_does_not_need(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    assert not loaded(tree, ENGINE, "run", str(tree.src), str(tree.dst)) & RARE


def test_a_run_that_finds_nothing_new_loads_nothing_that_files_need(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    tree.run()
    assert not loaded(tree, ENGINE, "run", str(tree.src), str(tree.dst)) & (RARE | OF_FILES)


COLLECTED = """
import gc, sys
from vipsort.cli.engine import main
try:
    main()
finally:
    print(gc.isenabled(), gc.get_freeze_count() > 0)
"""


def test_garbage_is_collected_once_everything_is_loaded(tree: Tree) -> None:
    tree.write({"a.jpg": jpeg()})
    ran = tree.vipsort("-c", COLLECTED, "run", str(tree.src), str(tree.dst), program=(sys.executable,))
    assert ran.out.splitlines()[-1] == "True True"


def loaded(tree: Tree, program: tuple[str, ...], *words: str) -> set[str]:
    ran = tree.vipsort("-X", "importtime", *program[1:], *words, program=(sys.executable,))
    assert ran.code == 0
    return set(re.findall(r"^import time:.*\| +(\S+)$", ran.err, re.MULTILINE))


def said(words: list[str], kind: type[PlainCommand]) -> dict[str, object]:
    kept: dict[str, object] = {}

    class Kept(kind):  # type: ignore[misc,valid-type]
        def invoke(self, ctx: typer.Context) -> None:
            kept.update({name: value for name, value in ctx.params.items() if value not in (None, [], ())})

    ran = CliRunner().invoke(alone(run, Kept), words)
    assert ran.exit_code == 0, ran.output
    return kept


def told(words: list[str], kind: type[PlainCommand]) -> tuple[int, str]:
    ran = CliRunner().invoke(alone(run, kind), words)
    return ran.exit_code, ran.output


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("run", "vipsort run [OPTIONS] SRC DST"),
        ("explain", "vipsort explain [OPTIONS] FILE…"),
        ("selftest", "vipsort selftest [OPTIONS] [DST]"),
        ("presets", "vipsort presets [OPTIONS]"),
    ],
)
def test_the_first_line_is_what_is_typed(tree: Tree, command: str, usage: str) -> None:
    lines = tree.vipsort(command, "--help").out.splitlines()
    assert lines[0] == f"Usage: {usage}"
    assert "<str>" not in "".join(lines)
    assert "<path>" not in "".join(lines)
