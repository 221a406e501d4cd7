"""What all commands share: options as they were typed, read, and errors said in one line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import Any

import typer

from vipsort.cli.exits import Exit, tell_fault, tell_stop


def said_of(given: dict[str, Any], *arguments: str) -> dict[str, Any]:
    """The options that were typed, by their long names."""
    leave = {"src", "dst", *arguments}
    return {key.replace("_", "-"): said for key, said in given.items() if key not in leave and said not in (None, [])}


def meant_by(said: dict[str, Any]) -> dict[str, Any]:
    """The values of what was typed, and of what is in the environment, a file or a preset. Raises UsageError."""
    from vipsort.cli.assemble import KEYS, read_words
    from vipsort.cli.words import gather

    return read_words(gather(said, os.environ, KEYS))


@contextmanager
def speaking_of_errors() -> Iterator[None]:
    """Errors that somebody must act on are one line and an exit code; any other one is a bug and shows its trace."""
    from vipsort.photo.errors import RunError, UsageError
    from vipsort.photo.escape import shown

    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except UsageError as error:
        typer.echo(f"vipsort: {shown(str(error))}", err=True)
        raise typer.Exit(Exit.WRONG_USAGE) from error
    except RunError as error:
        _look_where_we_are(error)
        tell_stop(error)
        raise typer.Exit(Exit.STOPPED) from error
    except BrokenPipeError:
        raise  # Typer ends quietly where nobody reads any more
    except OSError as error:
        _look_where_we_are(error)
        if error.filename is None and error.errno != ENOSPC:
            raise  # nobody knows of what
        tell_fault(error)
        raise typer.Exit(Exit.STOPPED) from error


def _look_where_we_are(error: Exception) -> None:
    """Say so where the working folder is gone: no path that is relative to it means anything."""
    try:
        Path.cwd()
    except FileNotFoundError:
        typer.echo(
            "vipsort: the working folder is not there any more; go to another one, or name whole paths", err=True
        )
        raise typer.Exit(Exit.WRONG_USAGE) from error
