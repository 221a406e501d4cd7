"""Commands that take what ``run`` takes: its arguments and its options, without some and with more."""

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any

import typer

from vipsort.cli.run import run
from vipsort.cli.speech import meant_by, said_of, speaking_of_errors

Work = Callable[[Path, Path, dict[str, Any]], int]
"""What a command does with SRC, DST and the values of all options, by their long names: an exit code."""


def like_run(*without: str, **more: Any) -> Callable[[Work], Callable[..., None]]:  # noqa: ANN401 - an Annotated
    """Make a command of its work, and of the docstring of that: ``@like_run("dry_run", settle=o.Settle)``."""

    def made(work: Work) -> Callable[..., None]:
        def command(src: str, dst: str, **options: Any) -> None:  # noqa: ANN401 - values are read further in
            said = said_of(options)
            with speaking_of_errors():
                from vipsort.cli.readers import place

                raise typer.Exit(work(place("SRC", src), place("DST", dst), meant_by(said)))

        command.__name__, command.__doc__, command.__module__ = work.__name__, work.__doc__, work.__module__
        take_what_run_takes(command, *without, **more)
        return command

    return made


def take_what_run_takes(command: Callable[..., None], *without: str, **more: Any) -> None:  # noqa: ANN401
    """Have Typer see the parameters of `run` in the place of the command's own ``src, dst, **options``."""
    taken = [param for name, param in signature(run).parameters.items() if name not in without]
    own = [Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for name, kind in more.items()]
    command.__dict__["__signature__"] = Signature([*taken, *own], return_annotation=None)
    command.__annotations__ = {param.name: param.annotation for param in (*taken, *own)}
