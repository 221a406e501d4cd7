"""TAB: bash, zsh and fish offer commands, options and values, and leave files to themselves."""

import re
from zoneinfo import available_timezones

import pytest

from conftest import VIPSORT, Tree
from shells import completed_by_zsh, offered, shells
from vipsort.cli.main import Vipsort
from vipsort.cli.offers import offer_of
from vipsort.photo.template import LAYOUT_WORDS

HEAVY = {"pyvips", "anyio", "sqlite3", "PIL", "vipsort.cli.assemble"}

LINES = {
    "vipsort ve": {"verify"},
    "vipsort run --form": {"--format"},
    "vipsort run card photos --f": {"--format", "--flatten"},
    "vipsort run --others ": {"skip", "copy"},
    "vipsort run card photos --format w": {"webp"},
    "vipsort run --format p": {"png"},
    "vipsort run --preset ": {"archive", "shrink", "web"},
    "vipsort run --layout m": {"mirror", "month"},
    "vipsort run --check ": {"full", "header"},
    "vipsort run --tz Europe/Berl": {"Europe/Berlin"},
    "vipsort help pre": {"presets"},
    "vipsort watch card photos --po": {"--poll"},
    "vipsort undo photos --dry": {"--dry-run"},
}
OF_FILES = ["vipsort run ", "vipsort run card ", "vipsort run --config ", "vipsort run --trash ", "vipsort verify "]


@pytest.fixture
def environment(tree: Tree) -> dict[str, str]:
    (tree.root / "vipsort.toml").touch()
    return shells(tree.environment, tree.root)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", LINES)
def test_a_shell_offers_what_fits(tree: Tree, environment: dict[str, str], shell: str, line: str) -> None:
    assert set(offered(shell, line, environment, tree.root)) == LINES[line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", OF_FILES)
def test_files_and_folders_are_left_to_the_shell(
    tree: Tree, environment: dict[str, str], shell: str, line: str
) -> None:
    assert offered(shell, line, environment, tree.root) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_every_option_is_offered(tree: Tree, environment: dict[str, str], shell: str) -> None:
    assert set(offered(shell, "vipsort ", environment, tree.root)) == set(Vipsort.listed)
    options = set(re.findall(r"--[a-z][a-z-]*[a-z]", tree.vipsort("run", "--help").out))
    assert options - set(offered(shell, "vipsort run --", environment, tree.root)) == set()


def test_bash_parts_words_at_equals_signs(tree: Tree, environment: dict[str, str]) -> None:
    assert offered("bash", "vipsort run --layout=year --others=s", environment, tree.root) == ["skip"]
    assert set(offered("bash", "vipsort run --others=", environment, tree.root)) == {"skip", "copy"}


def test_what_stands_behind_an_equals_sign_is_completed(tree: Tree, environment: dict[str, str]) -> None:
    assert offered("zsh", "vipsort run --layout=year --format=we", environment, tree.root) == ["webp"]
    assert set(offered("zsh", "vipsort run --others=", environment, tree.root)) == {"skip", "copy"}
    assert offered("fish", "vipsort run --layout=year --format=we", environment, tree.root) == ["--format=webp"]
    assert set(offered("fish", "vipsort run --others=", environment, tree.root)) == {"--others=skip", "--others=copy"}
    tree.vipsort("-c", "vipsort --install-completion; true", environment=environment, program=("zsh",))
    assert completed_by_zsh("vipsort run --format=we", environment, tree.root) == "vipsort run --format=webp"
    (tree.root / "my options.toml").touch()
    completed = completed_by_zsh("vipsort run --config=my", environment, tree.root)
    assert completed == "vipsort run --config=my options.toml"  # as the shell reads what it has quoted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_installs_itself(tree: Tree, environment: dict[str, str], shell: str) -> None:
    assert offered(shell, "vipsort ve", environment, tree.root) == ["verify"]  # skips where there is no such shell
    ran = tree.vipsort("-c", "vipsort --install-completion; true", environment=environment, program=(shell,))
    assert f"{shell} completion installed in {environment['HOME']}/" in ran.out, ran.err


def test_the_first_tab_in_a_new_zsh_completes(tree: Tree, environment: dict[str, str]) -> None:
    assert offered("zsh", "vipsort ve", environment, tree.root) == ["verify"]  # skips where there is no zsh
    for _twice in range(2):
        tree.vipsort("-c", "vipsort --install-completion; true", environment=environment, program=("zsh",))
    assert completed_by_zsh("vipsort ve", environment, tree.root) == "vipsort verify"


@pytest.mark.parametrize(("wanted", "words"), [("skip|copy", ["skip", "copy"]), ("1..100|auto", None), ("SIZE", None)])
def test_choices_are_read_from_the_help(wanted: str, words: list[str] | None) -> None:
    offer = offer_of(wanted)
    assert (offer and offer("")) == words


def test_what_is_offered_is_what_is_understood(tree: Tree) -> None:
    assert set(complete(tree, "vipsort run --layout ")) == set(LAYOUT_WORDS)
    assert set(complete(tree, "vipsort run --tz ")) == available_timezones()
    assert complete(tree, "vipsort run --quality auto:b") == ["auto:best"]


def test_who_presses_tab_waits_for_nothing_heavy(tree: Tree) -> None:
    said = {"_VIPSORT_COMPLETE": "complete_bash", "COMP_WORDS": "vipsort\nrun\n--preset\n", "COMP_CWORD": "3"}
    ran = tree.vipsort("-X", "importtime", *VIPSORT[1:], environment=said, program=VIPSORT[:1])
    assert ran.out.split() == ["archive", "shrink", "web"]
    assert not set(re.findall(r"^import time:.*\| +(\S+)$", ran.err, re.MULTILINE)) & HEAVY


def complete(tree: Tree, line: str) -> list[str]:
    words = line.split(" ")
    said = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_VIPSORT_COMPLETE": "complete_bash"}
    return tree.vipsort(environment=said).out.split()
