"""Makes docs/vipsort.1, the man page, wholly from the help of the commands, the presets and the README's recipes.

``python docs/man.py`` writes it; another path may be given.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import typer

from vipsort import __version__
from vipsort.cli.exits import Exit
from vipsort.cli.main import app
from vipsort.cli.plain import PlainCommand
from vipsort.cli.words import presets

_HERE = Path(__file__).parent
_README = _HERE.parent / "README.md"
_WIDTH = 66  # of a line of the source, before its marks
_DAY = "2026-11-21"  # of this version

_EXITS = {
    Exit.WELL: "All is well.",
    Exit.STOPPED: "It had to stop: disk full, share gone, another run holds DST. What is done is safe.",
    Exit.WRONG_USAGE: "Wrong words on the command line, in the environment or in a file; nothing was done.",
    Exit.TROUBLED: "Finished, and something is to be looked at: pictures that were quarantined or failed,"
    " files that are damaged, promises that a disk cannot keep.",
    Exit.INTERRUPTED: "Stopped by Ctrl-C. The first one lets the pictures in hand finish, the second one does not.",
    Exit.TERMINATED: "Stopped by SIGTERM, likewise.",
}
_ENVIRONMENT = {
    "VIPSORT_OPTION": "Any option of a run by its long name, such as VIPSORT_MAX_SIZE=3MB. The command line counts"
    " before the environment, that before the file, that before the preset.",
    "NO_COLOR": "Where it is set, nothing is coloured.",
    "COLUMNS": "The width of the help, at most 100.",
    "TZ": "The time zone, where --tz is not given and clocks tell UTC.",
    "TMPDIR": "Where pictures that are too big for memory are turned; better not a disk in memory.",
    "XDG_STATE_HOME": "Where the index lies if DST is on a share; ~/.local/state is usual.",
    "MALLOC_ARENA_MAX": "Where it is set, the allocator is left alone: a run may take twice the memory.",
}
_FILES = {
    "vipsort.toml": "Options, in the working folder; vipsort init writes one. --config names another, TOML or JSON.",
    "DST/.vipsort/journal.jsonl": "What every run did, one JSON object a line; undo, verify and later runs read it.",
    "DST/.vipsort/index.sqlite": "What the journal says, to be looked up; made anew whenever it is missing.",
    "DST/.vipsort/error.log": "What went wrong with which picture, and why.",
    "DST/.vipsort/report.html": "The page that vipsort report made last.",
    "DST/.vipsort/watch.json": "How a watch is getting on; --status FILE puts it elsewhere.",
    "~/.local/state/vipsort": "The indexes of those DST that are on shares.",
}


def main() -> None:
    """Write the page to where the command line says."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE / "vipsort.1"
    target.write_text("\n".join(_page()) + "\n", encoding="ascii")


def _page() -> Iterator[str]:
    whole: Any = typer.main.get_command(app)
    context = typer.Context(whole, info_name="vipsort")
    yield f'.TH VIPSORT 1 {_DAY} "vipsort {__version__}" "User Commands"'
    yield ".nh"  # an option is not to be parted at the end of a line
    yield from (".SH NAME", f"vipsort \\- {_plain(whole.help).rstrip('.').lower()}")
    yield from (".SH SYNOPSIS", ".B vipsort", ".I COMMAND", "[\\fIOPTIONS\\fR] \\fIARGUMENTS\\fR")
    yield from _section("DESCRIPTION", _introduction())
    yield ".SH OPTIONS"
    for param in whole.get_params(context):
        yield from _entry(*param.get_help_record(context))
    yield ".SH COMMANDS"
    for name in whole.list_commands(context):
        yield from _command(name, whole.get_command(context, name), context)
    yield from _section("PRESETS", ["A preset is a file with options; what is said elsewhere counts before it."])
    for name, text in presets():
        yield from (".TP", f".B {_plain(name)}", *_literal(text))
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for term, told in entries.items():
            yield from _entry(term, told)
    yield ".SH EXIT STATUS"
    for code in Exit:
        if code is not Exit.AGAIN:  # spoken between processes alone
            yield from _entry(str(int(code)), _EXITS[code])
    yield ".SH EXAMPLES"
    yield from _examples()


def _command(name: str, command: PlainCommand, above: typer.Context) -> Iterator[str]:
    context = typer.Context(command, info_name=name, parent=above)
    yield f".SS vipsort {' '.join([_plain(name), *map(_plain, command.collect_usage_pieces(context))])}"
    yield from _paragraphs(_joined(command.help))
    for panel, records in command.panels(context).items():
        yield from (".PP", f"\\fI{_plain(panel)}\\fR")
        for term, told in records:
            if "--help" not in term:
                yield from _entry(term, told)


def _joined(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _section(title: str, paragraphs: list[str]) -> Iterator[str]:
    yield f".SH {title}"
    yield from _paragraphs(paragraphs)


def _paragraphs(paragraphs: list[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        yield from _lines(paragraph)


def _entry(term: str, told: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_plain(term)}\\fR", *_lines(told))


def _literal(text: str) -> Iterator[str]:
    """Lines as they are; those that are long go on in the next one of the source."""
    parted = ("\\\n".join(map(_line, _parted(line))) for line in text.strip().splitlines())
    yield from (".nf", *parted, ".fi")


def _parted(line: str) -> list[str]:
    parts = wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=False)
    return parts or [""]


def _introduction() -> list[str]:
    """What the README says before its first picture: what it says of pictures, nobody sees here."""
    opening = _README.read_text(encoding="utf-8").partition("\n![")[0].partition("\n")[2]
    return [_without_marks(each) for each in _joined(opening.strip())]


def _examples() -> Iterator[str]:
    """The README's recipes: what each is for, and what is typed."""
    recipes = _README.read_text(encoding="utf-8").partition("\n## Recipes\n")[2].partition("\n## ")[0]
    said_before = 0
    for number, block in enumerate(re.finditer(r"^```\w+\n(.*?)^```$", recipes, re.DOTALL | re.MULTILINE)):
        said = recipes[said_before : block.start()].split("\n\n")[-2]
        said_before = block.end()
        yield from [".PP"] * bool(number)
        yield from (*_lines(_without_marks(" ".join(said.split()))), ".RS", *_literal(block[1]), ".RE")


def _without_marks(text: str) -> str:
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "").replace("**", "")


def _lines(text: str) -> Iterator[str]:
    yield from map(_line, wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _line(text: str) -> str:
    """A line of text that roff takes for nothing else."""
    line = _plain(text)
    return f"\\&{line}" if line.startswith((".", "'", "\\(aq")) else line


def _plain(text: str) -> str:
    """Text as it is, for a typesetter that would make something of some characters."""
    marks = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}
    return "".join(marks.get(each, each if each.isascii() else f"\\[u{ord(each):04X}]") for each in text)


if __name__ == "__main__":
    main()
