"""``vipsort watch``, as it is typed: the words of a run, and some of its own."""

from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import typer

from vipsort.cli import options as o
from vipsort.cli.run import run
from vipsort.cli.speech import said_of, speaking_of_errors


def watch(src: str, dst: str, **options: Any) -> None:  # noqa: ANN401 - texts and flags, each read further in
    """Keep running: what comes into SRC is placed in DST, in batches, each of them a run of its own.

    It takes the words of run. Files that may still be growing wait. SIGHUP has it read the configuration file again.
    """
    said = said_of(options)
    with speaking_of_errors():
        from vipsort.cli.orders import Asked

        asked = Asked(Path(src), Path(dst), said)
        orders = asked.first()
        from vipsort.cli.watcher import Watcher

        raise typer.Exit(Watcher(asked, orders).keep_watching())


def _poses_as_run() -> None:
    """Typer is to see the options of a run, but for the one that does nothing, and those of a watch."""
    taken = [param for name, param in signature(run).parameters.items() if name != "dry_run"]
    own = {"poll": o.Poll, "status": o.Status}
    added = [Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for name, kind in own.items()]
    watch.__dict__["__signature__"] = signature(run).replace(parameters=[*taken, *added])
    watch.__annotations__ = {param.name: param.annotation for param in (*taken, *added)}


_poses_as_run()
