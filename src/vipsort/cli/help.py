"""``vipsort help``: the same as ``--help``, for who asks in that order."""

from typing import Annotated

import typer

from vipsort.cli.plain import names_of


def help_(
    context: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", help="Which one.", show_default=False, autocompletion=names_of)
    ] = None,
) -> None:
    """Show the help of a command, or of all together."""
    whole = context.find_root()
    if command is None:
        typer.echo(whole.get_help())
        return
    group = whole.command
    _name, found, _rest = group.resolve_command(whole, [command])  # type: ignore[attr-defined]
    found.main(["--help"], prog_name=f"{whole.info_name} {command}")
