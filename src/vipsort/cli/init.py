"""``vipsort init``, as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from vipsort.cli import options as o
from vipsort.cli.speech import speaking_of_errors


def init(
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="The file. [default: vipsort.toml]", show_default=False)
    ] = Path("vipsort.toml"),
    *,
    preset: o.Preset = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: pictures are sorted by year.")] = False,
) -> None:
    """Write a file of options by asking three questions: each option is in it, with its help.

    Answers may come from a terminal or a pipe. A file that is there already stays as it is.
    """
    with speaking_of_errors():
        from vipsort.cli.writing import write_file

        write_file(file, preset, ask=not yes and preset is None)
