"""Every example of the README is run as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from conftest import PICTURES, Tree, contents
from make import jpeg

README = Path(__file__).parent.parent / "README.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(), flags=re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("vipsort ")]
    cron = [line.split(maxsplit=5)[5] for block in blocks("crontab") for line in block.splitlines()]
    return lines + cron


@pytest.fixture
def home(tree: Tree) -> Tree:
    """A folder with all that the examples speak of."""
    for folder in ("card", "photos", "share"):
        (tree.root / folder).mkdir()
        for number in (1, 2):
            data = jpeg(f"2019:07:0{number} 10:11:12", seed=number, size=(320, 240))
            (tree.root / folder / f"IMG_000{number}.jpg").write_bytes(data)
    return tree


@pytest.mark.parametrize("command", commands())
def test_an_example_works(home: Tree, command: str) -> None:
    card, words = home.root / "card", shlex.split(command)[1:]
    if words[0] in {"undo", "verify", "report"} or "--dst" in words:
        assert home.vipsort("run", card, "photos").code == 0
    before = contents(card)
    ran = home.vipsort(*words)
    assert ran.code == 0, ran.err
    leaves = "--move" in words and "archive" not in words  # which leaves out what is as small as these
    assert contents(card) == ({} if leaves else before)


def test_the_sample_pictures_are_sorted_and_one_is_set_aside(tree: Tree) -> None:
    first = next(line for block in blocks("sh") for line in block.splitlines() if "vipsort run" in line)
    words = shlex.split(first.rpartition(".venv/bin/vipsort ")[2])
    assert words == ["run", "tests/pictures", "sorted"]
    ran = tree.vipsort("run", PICTURES, tree.dst)
    assert ran.code == 3
    assert [path.name for path in (tree.dst / "Corrupted").iterdir()] == ["truncated.jpg"]


def test_the_configuration_file_is_understood(home: Tree) -> None:
    (text,) = blocks("toml")
    (home.root / "vipsort.toml").write_text(text)
    assert home.vipsort("run", "card", "sorted").code == 0
    assert (home.root / "sorted/2019/07/IMG_0001.jpg").exists()


def test_every_option_of_the_help_is_in_the_readme(tree: Tree) -> None:
    told = set(re.findall(r"--[a-z-]+[a-z]", tree.vipsort("run", "--help", environment={"COLUMNS": "200"}).out))
    known = set(re.findall(r"--[a-z-]+[a-z]", README.read_text()))
    assert told - known <= {"--help", "--no-flatten", "--no-use-mtime"}
