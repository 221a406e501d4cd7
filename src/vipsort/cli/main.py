"""The command line: words in, an exit code out. What only a run needs is imported by a run."""

from typing import Annotated, ClassVar

import typer

from vipsort.cli import commands
from vipsort.cli.plain import HELP, LiteralCommand, PlainCommand, PlainGroup
from vipsort.cli.run import run
from vipsort.cli.watch import watch


class Vipsort(PlainGroup):
    """The command itself."""

    functions: ClassVar = {
        "run": (run, LiteralCommand),
        "watch": (watch, LiteralCommand),
        "undo": (commands.undo, PlainCommand),
        "verify": (commands.verify, PlainCommand),
        "explain": (commands.explain, PlainCommand),
        "selftest": (commands.selftest, PlainCommand),
        "presets": (commands.presets, PlainCommand),
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
def main(*, version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """Turn a folder of pictures into the folder you wanted."""
    if version:
        from vipsort import __version__

        typer.echo(f"vipsort {__version__}")
        raise typer.Exit
