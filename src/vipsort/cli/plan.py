"""``vipsort plan``, as it is typed: a run that writes nothing, and tells the tree that would come."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from vipsort.cli.like_run import like_run


@like_run("dry_run", "log")
def plan(src: Path, dst: Path, read: dict[str, Any]) -> int:
    """Show the tree that a run would make, folder by folder, and what it would set aside. Nothing is written.

    It takes the words of run, decides as it does, and ends with the same code.
    """
    from vipsort.cli.assemble import manner_of, settings_of

    settings = replace(settings_of(src, dst, read), dry_run=True)
    from vipsort.cli.conduct import conduct  # not before the words are known to be good: it takes most of a start
    from vipsort.show.planned import plan_reporter

    return conduct(settings, plan_reporter(settings, manner_of(read)))
