"""The command line: words in, an exit code out. What only a run needs is imported by a run."""

from typing import Annotated, ClassVar

import typer

from vipsort.cli import commands
from vipsort.cli.doctor import doctor
from vipsort.cli.help import help_
from vipsort.cli.init import init
from vipsort.cli.plain import HELP, LiteralCommand, PlainCommand, PlainGroup
from vipsort.cli.run import run


class Vipsort(PlainGroup):
    """The command itself."""

    functions: ClassVar = {
        "run": (run, LiteralCommand),
        "explain": (commands.explain, PlainCommand),
        "verify": (commands.verify, PlainCommand),
        "undo": (commands.undo, PlainCommand),
        "init": (init, PlainCommand),
        "presets": (commands.presets, PlainCommand),
        "doctor": (doctor, PlainCommand),
        "selftest": (commands.selftest, PlainCommand),
        "help": (help_, PlainCommand),
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
    if version and json:
        from vipsort.cli.version import version_event

        typer.echo(version_event())
        raise typer.Exit
    if version:
        from vipsort import __version__

        typer.echo(f"vipsort {__version__}")
        raise typer.Exit
