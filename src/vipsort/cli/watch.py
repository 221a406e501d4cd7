"""``vipsort watch``, as it is typed: the words of a run, and some of its own."""

from typing import Any

import typer

from vipsort.cli import options as o
from vipsort.cli.like_run import take_what_run_takes
from vipsort.cli.speech import said_of, speaking_of_errors


def watch(src: str, dst: str, **options: Any) -> None:  # noqa: ANN401 - texts and flags, each read further in
    """Keep running: what comes into SRC is placed in DST, in batches, each of them a run of its own.

    It takes the words of run. Files that may still be growing wait. SIGHUP has it read the configuration file again.
    """
    said = said_of(options)
    with speaking_of_errors():
        from vipsort.cli.orders import Asked
        from vipsort.cli.readers import place

        asked = Asked(place("SRC", src), place("DST", dst), said)
        orders = asked.first()
        from vipsort.cli.watcher import Watcher

        raise typer.Exit(Watcher(asked, orders).keep_watching())


take_what_run_takes(watch, "dry_run", poll=o.Poll, status=o.Status)
