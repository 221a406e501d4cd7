"""A configuration file with every option: those that are chosen in force, the others commented out with their help."""

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

import typer

from vipsort.cli.assemble import read_word
from vipsort.cli.plain import LiteralCommand, alone
from vipsort.cli.run import run
from vipsort.cli.watch import watch
from vipsort.photo.errors import UsageError

_WIDTH = 110
_HEAD = """\
Options for `vipsort run`, `plan` and `watch SRC DST`, written by `vipsort init`.
It counts in the folder that it lies in, elsewhere with --config FILE.
A line without # is in force. The command line counts before the environment (VIPSORT_MAX_SIZE=3MB), that before
this file, that before a preset."""

_COMMANDS = (run, watch)  # what reads such a file: an option of several is told with the first
_NOT_OF_A_FILE = {"config", "help"}
_DEFAULT = re.compile(r"\[default: ([^\]]+)\]")

_BY_KEY: Mapping[str, Any] = {
    "preset": "archive",
    "memory": "1GB",
    "min-size": "50kB",
    "parallel": 2,
    "state-dir": "~/.local/state/vipsort",
    "log": "vipsort-errors.log",
    "trash": "originals",
    "status": "watch.json",
}
_BY_WANTED: Mapping[str, Any] = {
    "SIZE": "3MB",
    "GLOB": ["*.jpg"],
    "FILE.csv": "dates.csv",
    "REGEX": "(?P<year>[0-9]{4})_(?P<month>[0-9]{2})_(?P<day>[0-9]{2})",
    "ZONE": "Europe/Berlin",
    "1920|800x600|50%": "800x600",
    "1..100|auto[:low|good|best]": 85,
    "SIZE:1..100": ["10MB:75"],
    "N": 4,
    "SECONDS": 60,
}


def sample_file(chosen: Mapping[str, Any]) -> str:
    """The text of the file."""
    lines, panel = [f"# {line}" for line in _HEAD.splitlines()], ""
    for option in _options():
        key = option.opts[0].removeprefix("--")
        if option.rich_help_panel != panel:
            panel = option.rich_help_panel
            lines += ["", "", f"# {f' {panel} ':=^{_WIDTH - 2}}"]
        lines += ["", *(f"# {line}" for line in wrap(option.help, _WIDTH - 2))]
        lines.append(_line(key, chosen[key]) if key in chosen else f"# {_line(key, _example(option, key))}")
    return "\n".join(lines) + "\n"


def _options() -> Iterator[Any]:
    """As Typer holds them, without what makes no sense in a file."""
    seen = set(_NOT_OF_A_FILE)
    for function in _COMMANDS:
        command: Any = typer.main.get_command(alone(function, LiteralCommand))
        for param in command.params:
            if param.param_type_name == "option" and param.name not in seen:
                seen.add(param.name)
                yield param


def _line(key: str, value: Any) -> str:  # noqa: ANN401 - what a TOML file can hold
    # JSON's texts, numbers, truths and lists of texts are TOML's too, as long as nothing is escaped by surrogates.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _example(option: Any, key: str) -> Any:  # noqa: ANN401
    """The default where there is one that can be written down; else what could stand there."""
    if option.is_flag:
        return False
    told = _DEFAULT.search(option.help)
    if told and key not in _BY_KEY:
        try:
            read_word(key, told[1])
        except UsageError:
            pass
        else:
            return int(told[1]) if told[1].isdigit() else told[1]
    return _BY_KEY.get(key) or _BY_WANTED.get(option.metavar) or option.metavar.partition("|")[0]
