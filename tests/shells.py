"""Real shells asked what they would offer for a line that is not finished: bash, zsh and fish."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

_PATIENCE = 60.0  # seconds until a test gives up; nothing is said about speed

_BASH = """
eval "$(vipsort --show-completion)"
complete -p vipsort
COMP_WORDS=({words}) COMP_CWORD={place}
_vipsort_completion vipsort
printf 'OFFER:%s\\n' "${{COMPREPLY[@]}}"
"""

# Its .zshrc: whatever is added to the list of matches is told as well.
_ZSH = r"""
PS1=READY; autoload -Uz compinit; compinit -u -D; eval "$(vipsort --show-completion)"
compadd () {{
  typeset -a hits; builtin compadd "$@"; local code=$?
  [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\ * ]] && return code
  builtin compadd -A hits "$@"; (( $#hits )) && print -rl -- OFFER:${{^hits}} >>{offers}
  return code
}}
"""


def shells(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """An environment in which the program is a command, as after its installation."""
    commands = folder / "bin"
    commands.mkdir()
    command = commands / "vipsort"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m vipsort "$@"\n')
    command.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    return {**environment, "PATH": f"{commands}:{os.environ['PATH']}", "HOME": str(home)}


def offered(shell: str, line: str, environment: Mapping[str, str], folder: Path) -> list[str]:
    """What TAB offers at the end of a line; nothing where the shell would offer files."""
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    return {"bash": _by_bash, "zsh": _by_zsh, "fish": _by_fish}[shell](line, environment, folder)


def _by_bash(line: str, environment: Mapping[str, str], folder: Path) -> list[str]:
    words = re.findall(r"=|[^\s=]+", line) + ([""] if line.endswith(" ") else [])
    script = _BASH.format(words=" ".join(map(shlex.quote, words)), place=len(words) - 1)
    said = _said(["bash", "--norc", "-c", script], environment, folder)
    assert "-o default" in said  # files, where we have nothing to offer
    return _offers(said)


def _by_fish(line: str, environment: Mapping[str, str], folder: Path) -> list[str]:
    script = f"vipsort --show-completion | source; complete --do-complete {shlex.quote(line)}"
    said = _said(["fish", "--no-config", "-c", script], environment, folder)
    return [row.partition("\t")[0] for row in said.splitlines() if not (folder / row.partition("\t")[0]).exists()]


def _by_zsh(line: str, environment: Mapping[str, str], folder: Path) -> list[str]:
    offers, ended = folder / "offers", folder / "ended"
    offers.write_text("")
    (folder / ".zshrc").write_text(_ZSH.format(offers=shlex.quote(str(offers))))
    typed = f"{line}\t\x15: >{shlex.quote(str(ended))}; exit\n"
    _type_at(["zsh", "-d", "-i"], typed.encode(), {**environment, "ZDOTDIR": str(folder), "TERM": "dumb"}, folder)
    assert ended.exists()
    return [offer for offer in _offers(offers.read_text()) if not (folder / offer).exists()]


def completed_by_zsh(line: str, environment: Mapping[str, str], folder: Path) -> str:
    """What a line has become after one TAB in a new shell, set up as its user has it."""
    with (Path(environment["HOME"]) / ".zshrc").open("a") as settings:
        settings.write("PS1=READY\n")
    typed = f"{line}\t\x01print -r -- SEEN \x05\nexit\n"
    said = _type_at(["zsh", "-d", "-i"], typed.encode(), {**environment, "TERM": "dumb"}, folder)
    return said.rpartition("\nSEEN ")[2].partition("\r")[0].strip()


def _type_at(command: list[str], typed: bytes, environment: Mapping[str, str], folder: Path) -> str:
    """Type at a shell that is ready, until it has ended; what it wrote."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), cwd=folder, start_new_session=True
    ) as shell:
        os.close(theirs)
        said = b""
        while select.select([ours], [], [], _PATIENCE)[0]:
            try:
                said += os.read(ours, 1 << 16)
            except OSError:
                break  # it has closed its side
            if b"READY" in said and typed:
                os.write(ours, typed)
                typed = b""
        shell.kill()
    os.close(ours)
    return said.decode(errors="replace")


def _said(command: list[str], environment: Mapping[str, str], folder: Path) -> str:
    return subprocess.run(command, env=dict(environment), cwd=folder, capture_output=True, check=True, text=True).stdout


def _offers(said: str) -> list[str]:
    return [row.removeprefix("OFFER:") for row in said.splitlines() if row.removeprefix("OFFER:") != row and row[6:]]
