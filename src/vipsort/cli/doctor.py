"""``vipsort doctor``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from vipsort.cli import options as o
from vipsort.cli.speech import meant_by, said_of, speaking_of_errors


def doctor(
    src: Annotated[
        Path | None,
        typer.Argument(metavar="[SRC]", help="A folder or file to read from; only looked at.", show_default=False),
    ] = None,
    dst: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DST]", help="A folder to write to; tried in a folder that is removed again.", show_default=False
        ),
    ] = None,
    *,
    memory: o.Memory = None,
    parallel: o.Parallel = None,
    io: o.Io = None,
    config: o.Config = None,
    state_dir: o.StateDir = None,
    json: o.Json = None,
) -> None:
    """Tell what this machine, SRC and DST can do, each codec tried, and what should be done about it.

    It ends with 3 where something that vipsort does cannot be done as it should.
    """
    said = said_of(locals())
    with speaking_of_errors():
        from vipsort.cli.examination import examine

        raise typer.Exit(examine(src, dst, meant_by(said)))
