"""What shells need for TAB to work as behind their own commands: words are parted at ``=``, and zsh is called."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

_SHELL, _TYPED = "_VIPSORT_COMPLETE", "_TYPER_COMPLETE_ARGS"
_LONE_EQUALS = re.compile(r"(?<=\n)=\n")
_LAST_WORD = re.compile(r"(?<= )(--[a-z-]+=)(\S*)$")
_CALLED = '\n\n_vipsort_completion "$@"\n'


@contextmanager
def parted_at_equals() -> Iterator[None]:
    """What a shell asks for behind ``--format=`` is offered as behind ``--format``, and joined again as it wants it."""
    match os.environ.get(_SHELL, "").removeprefix("complete_"):
        case "bash":
            _join_at_equals()
        case "zsh" if _part():
            sys.stdout.write("compset -P '*='; ")  # what stands before is no part of what is offered
        case "fish" if option := _part():
            with _each_behind(option):
                yield
            return
    yield


def _join_at_equals() -> None:
    """Bash parts ``--format=we`` into three words, of which the middle one is not ours."""
    said, place = os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", "")
    if place.isdigit():
        before = "".join(f"{word}\n" for word in said.split("\n")[: int(place)])
        behind = said[len(before) :]
        joined, dropped = _LONE_EQUALS.subn("", before)
        os.environ |= {"COMP_WORDS": joined + behind, "COMP_CWORD": str(int(place) - dropped)}


def _part() -> str:
    """Put a blank behind the ``=`` in the word that is typed; the option with it, or nothing where there is none."""
    typed = os.environ.get(_TYPED, "")
    found = _LAST_WORD.search(typed)
    if not found:
        return ""
    os.environ[_TYPED] = f"{typed[: found.start()]}{found[1].rstrip('=')} {found[2]}"
    return found[1]


@contextmanager
def _each_behind(option: str) -> Iterator[None]:
    """Fish wants whole words: each line that is written meanwhile begins with the option."""
    lines = io.StringIO()
    try:
        with redirect_stdout(lines):
            yield
    finally:
        sys.stdout.writelines(f"{option}{line}\n" for line in lines.getvalue().splitlines())


def finish_for_zsh() -> None:
    """What Typer installs for zsh only defines a function when TAB is pressed first: let it be called as well."""
    from pathlib import Path

    installed = Path("~/.zfunc/_vipsort").expanduser()
    if installed.is_file() and not installed.read_text().endswith(_CALLED):
        with installed.open("a") as file:
            file.write(_CALLED)
