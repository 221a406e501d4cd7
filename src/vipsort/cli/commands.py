"""The commands beside `run`: what was done, taken back, read again, told about, or tried."""

from pathlib import Path
from typing import Annotated

import typer

from vipsort.cli import options as o
from vipsort.cli.speech import meant_by, said_of, speaking_of_errors

OfAnEarlierRun = Annotated[
    Path, typer.Argument(metavar="DST", help="A folder that vipsort filled.", show_default=False, readable=False)
]


def undo(
    dst: OfAnEarlierRun,
    *,
    run: Annotated[
        str | None,
        typer.Option(help="Which run. [default: the last one that did something]", metavar="ID", show_default=False),
    ] = None,
    dry_run: o.DryRun = None,
    state_dir: o.StateDir = None,
    json: o.Json = None,
    quiet: o.Quiet = None,
    verbose: o.Verbose = None,
) -> None:
    """Take a run back: originals return to their place, and what was placed goes.

    Nothing goes that has changed since, and nothing whose original is not there. What is left is listed.
    """
    said = said_of(locals(), "run")
    with speaking_of_errors():
        from vipsort.cli.afterwards import take_back
        from vipsort.cli.assemble import manner_of

        read = meant_by(said)
        whole = not read.get("dry-run")
        raise typer.Exit(take_back(dst, run, read.get("state-dir"), manner_of(read), for_real=whole))


def verify(
    dst: OfAnEarlierRun,
    *,
    state_dir: o.StateDir = None,
    json: o.Json = None,
    quiet: o.Quiet = None,
    verbose: o.Verbose = None,
) -> None:
    """Read every placed file again and compare it with the journal: changed, rotten, missing, foreign.

    Stopped, it goes on where it was the next time. It ends with 3 where something is damaged or missing.
    """
    said = said_of(locals())
    with speaking_of_errors():
        from vipsort.cli.afterwards import verified
        from vipsort.cli.assemble import manner_of

        read = meant_by(said)
        raise typer.Exit(verified(dst, read.get("state-dir"), manner_of(read)))


def explain(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pictures to tell about.", show_default=False)],
    *,
    src: Annotated[
        Path | None,
        typer.Option(help="The SRC that they lie in. [default: their own folder]", metavar="SRC", show_default=False),
    ] = None,
    dst: Annotated[
        str | None,
        typer.Option(
            help="A folder that vipsort filled from there. [default: the one that FILE lies in]",
            metavar="DST",
            show_default=False,
        ),
    ] = None,
    layout: o.Layout = None,
    name: o.Name = None,
    date_map: o.DateMap = None,
    date_regex: o.DateRegex = None,
    use_mtime: o.UseMtime = None,
    tz: o.Zone = None,
    preset: o.Preset = None,
    config: o.Config = None,
    json: o.Json = None,
) -> None:
    """Tell the whole story of a picture in DST or SRC: its runs, dates, size and twins, and what came after.

    Of one that no run has seen: every candidate date, which one won and why, and what a run would do with it.
    """
    said = said_of(locals(), "files")
    with speaking_of_errors():
        from vipsort.cli.assemble import policy_of
        from vipsort.flow.stories import Places
        from vipsort.show.explain import explain_all

        read = meant_by(said)
        places = Places(src, Path(dst).expanduser() if dst else None, read.get("dst"))
        raise typer.Exit(explain_all(files, places, policy_of(read), as_json=bool(read.get("json"))))


def selftest(
    dst: Annotated[
        Path, typer.Argument(metavar="[DST]", help="A folder. [default: this one]", show_default=False, readable=False)
    ] = Path(),
    *,
    state_dir: o.StateDir = None,
    json: o.Json = None,
) -> None:
    """Try what DST lies on, in a folder that is removed again, and tell what can be promised there."""
    said = said_of(locals())
    with speaking_of_errors():
        from vipsort.cli.selftest import selftest as try_out

        read = meant_by(said)
        raise typer.Exit(try_out(dst, read.get("state-dir"), as_json=bool(read.get("json"))))


def presets() -> None:
    """Show the presets as the files that they are."""
    with speaking_of_errors():
        from vipsort.cli.words import presets as shipped

        for name, text in shipped():
            typer.echo(f"[{name}]\n{text}")
