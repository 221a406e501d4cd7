"""The command line: words in, an exit code out. What only a run needs is imported by a run."""

from typing import Annotated, ClassVar

import typer

from vipsort.cli.plain import HELP, Listed, LiteralCommand, PlainCommand, PlainGroup

_IN = "vipsort.cli"


class Vipsort(PlainGroup):
    """The command itself. Sentences are those of the functions, so that none is loaded to be listed."""

    listed: ClassVar = {
        "run": Listed(
            f"{_IN}.run:run",
            LiteralCommand,
            "Stream every picture below SRC into DST: dated, sorted, twins left out, broken ones set aside.",
        ),
        "plan": Listed(
            f"{_IN}.plan:plan",
            LiteralCommand,
            "Show the tree that a run would make, folder by folder, and what it would set aside. Nothing is written.",
        ),
        "watch": Listed(
            f"{_IN}.watch:watch",
            LiteralCommand,
            "Keep running: what comes into SRC is placed in DST, in batches, each of them a run of its own.",
        ),
        "explain": Listed(
            f"{_IN}.commands:explain",
            PlainCommand,
            "Tell the whole story of a picture in DST or SRC: its runs, dates, size and twins, and what came after.",
        ),
        "report": Listed(
            f"{_IN}.report:report",
            PlainCommand,
            "Make a page of a run: what was found and what became of it, when, how much was saved, what needs a look.",
        ),
        "verify": Listed(
            f"{_IN}.commands:verify",
            PlainCommand,
            "Read every placed file again and compare it with the journal: changed, rotten, missing, foreign.",
        ),
        "undo": Listed(
            f"{_IN}.commands:undo",
            PlainCommand,
            "Take a run back: originals return to their place, and what was placed goes.",
        ),
        "init": Listed(
            f"{_IN}.init:init",
            PlainCommand,
            "Write a file of options by asking three questions: each option is in it, with its help.",
        ),
        "presets": Listed(f"{_IN}.commands:presets", PlainCommand, "Show the presets as the files that they are."),
        "doctor": Listed(
            f"{_IN}.doctor:doctor",
            PlainCommand,
            "Tell what this machine, SRC and DST can do, each codec tried, and what should be done about it.",
        ),
        "selftest": Listed(
            f"{_IN}.commands:selftest",
            PlainCommand,
            "Try what DST lies on, in a folder that is removed again, and tell what can be promised there.",
        ),
        "help": Listed(f"{_IN}.help:help_", PlainCommand, "Show the help of a command, or of all together."),
    }


app = typer.Typer(
    name="vipsort",
    cls=Vipsort,
    help="Turn a folder of pictures into the folder you wanted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=HELP,
)


@app.callback(invoke_without_command=True)
def main(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
    json: Annotated[bool, typer.Option("--json", help="With --version: and those of its libraries, as JSON.")] = False,
) -> None:
    """Turn a folder of pictures into the folder you wanted."""
    if json and not version:
        from vipsort.cli.exits import Exit

        typer.echo("vipsort: --json stands behind a command, or beside --version", err=True)
        raise typer.Exit(Exit.WRONG_USAGE)
    if version and json:
        from vipsort.cli.version import version_event

        typer.echo(version_event())
        raise typer.Exit
    if version:
        from vipsort import __version__

        typer.echo(f"vipsort {__version__}")
        raise typer.Exit
