"""The command line: words in, an exit code out. What only a run needs is imported by a run."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from vipsort.cli import options as o
from vipsort.cli.exits import Exit, tell_stop

app = typer.Typer(
    name="vipsort",
    help="Turn a folder of pictures into the folder you wanted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Src = Annotated[
    Path,
    typer.Argument(
        metavar="SRC",
        help="A folder or one file. Without --move it is never written to.",
        show_default=False,
        readable=False,  # checked with the rest, and said in one line
    ),
]
Dst = Annotated[
    Path,
    typer.Argument(
        metavar="DST", help="A folder. Nothing in it is ever overwritten.", show_default=False, readable=False
    ),
]


@app.callback(invoke_without_command=True)
def main(*, version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """Turn a folder of pictures into the folder you wanted."""
    if version:
        from vipsort import __version__

        typer.echo(f"vipsort {__version__}")
        raise typer.Exit


@app.command()
def run(
    src: Src,
    dst: Dst,
    *,
    include: o.Include = None,
    exclude: o.Exclude = None,
    min_size: o.MinSize = None,
    others: o.OthersOption = None,
    layout: o.Layout = None,
    name: o.Name = None,
    no_date_folder: o.NoDateFolder = None,
    corrupted_folder: o.CorruptedFolder = None,
    flatten: o.Flatten = None,
    date_map: o.DateMap = None,
    date_regex: o.DateRegex = None,
    use_mtime: o.UseMtime = None,
    tz: o.Zone = None,
    duplicates: o.DuplicatesOption = None,
    resize: o.ResizeOption = None,
    crop: o.CropOption = None,
    format: o.FormatOption = None,  # noqa: A002 - the option's own name
    quality: o.Quality = None,
    quality_over: o.QualityOver = None,
    max_size: o.MaxSize = None,
    compress_over: o.CompressOver = None,
    shrink: o.ShrinkOption = None,
    effort: o.EffortOption = None,
    metadata: o.MetadataOption = None,
    check: o.CheckOption = None,
    memory: o.Memory = None,
    parallel: o.Parallel = None,
    io: o.Io = None,
    timeout: o.Timeout = None,
    retries: o.Retries = None,
    max_pixels: o.MaxPixels = None,
    dry_run: o.DryRun = None,
    move: o.Move = None,
    trash: o.Trash = None,
    preset: o.Preset = None,
    config: o.Config = None,
    state_dir: o.StateDir = None,
    log: o.Log = None,
    json: o.Json = None,
    quiet: o.Quiet = None,
    verbose: o.Verbose = None,
) -> None:
    """Stream every picture below SRC into DST: dated, sorted, twins left out, broken ones set aside.

    With no options pictures go byte for byte to DST/<year>/<name>. Pixels change only when an option or a preset asks.
    """
    said = _said(locals())
    with _speaking_of_errors():
        from vipsort.cli.assemble import manner_of, settings_of

        read = _read(said)
        settings = settings_of(src, dst, read)
        from vipsort.cli.conduct import conduct  # not before the words are known to be good: it takes half a second

        raise typer.Exit(conduct(settings, manner_of(read)))


OfAnEarlierRun = Annotated[
    Path, typer.Argument(metavar="DST", help="A folder that vipsort filled.", show_default=False, readable=False)
]


@app.command()
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
    said = _said(locals(), "run")
    with _speaking_of_errors():
        from vipsort.cli.afterwards import take_back
        from vipsort.cli.assemble import manner_of

        read = _read(said)
        whole = not read.get("dry-run")
        raise typer.Exit(take_back(dst, run, read.get("state-dir"), manner_of(read), for_real=whole))


@app.command()
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
    said = _said(locals())
    with _speaking_of_errors():
        from vipsort.cli.afterwards import verified
        from vipsort.cli.assemble import manner_of

        read = _read(said)
        raise typer.Exit(verified(dst, read.get("state-dir"), manner_of(read)))


@app.command()
def explain(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pictures to tell about.", show_default=False)],
    *,
    src: Annotated[
        Path | None,
        typer.Option(help="The SRC that they lie in. [default: their own folder]", metavar="SRC", show_default=False),
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
    """Tell every candidate date of a picture, which one won and why, and what a run would do with it."""
    said = _said(locals(), "files")
    with _speaking_of_errors():
        from vipsort.cli.assemble import policy_of
        from vipsort.show.explain import explain_all

        read = _read(said)
        raise typer.Exit(explain_all(files, src, policy_of(read), as_json=bool(read.get("json"))))


@app.command()
def selftest(
    dst: Annotated[
        Path, typer.Argument(metavar="[DST]", help="A folder. [default: this one]", show_default=False, readable=False)
    ] = Path(),
    *,
    state_dir: o.StateDir = None,
    json: o.Json = None,
) -> None:
    """Try what DST lies on, in a folder that is removed again, and tell what can be promised there."""
    said = _said(locals())
    with _speaking_of_errors():
        from vipsort.cli.selftest import selftest as try_out

        read = _read(said)
        raise typer.Exit(try_out(dst, read.get("state-dir"), as_json=bool(read.get("json"))))


@app.command()
def presets() -> None:
    """Show the presets as the files that they are."""
    from vipsort.cli.words import presets as shipped

    for name, text in shipped():
        typer.echo(f"[{name}]\n{text}")


def _said(given: dict[str, Any], *arguments: str) -> dict[str, Any]:
    """The options that were typed, by their long names."""
    leave = {"src", "dst", *arguments}
    return {key.replace("_", "-"): said for key, said in given.items() if key not in leave and said not in (None, [])}


def _read(said: dict[str, Any]) -> dict[str, Any]:
    from vipsort.cli.assemble import KEYS, read_words
    from vipsort.cli.words import gather

    return read_words(gather(said, os.environ, KEYS))


@contextmanager
def _speaking_of_errors() -> Iterator[None]:
    """Errors that somebody must act on are one line and an exit code; any other one is a bug and shows its trace."""
    from vipsort.photo.errors import RunError, UsageError
    from vipsort.photo.escape import shown

    try:
        yield
    except UsageError as error:
        typer.echo(f"vipsort: {shown(str(error))}", err=True)
        raise typer.Exit(Exit.WRONG_USAGE) from error
    except RunError as error:
        tell_stop(error)
        raise typer.Exit(Exit.STOPPED) from error
    finally:
        sys.stdout.flush()
