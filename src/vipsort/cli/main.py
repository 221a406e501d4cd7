"""The command line: words in, an exit code out. What only a run needs is imported by a run."""

from pathlib import Path
from typing import Annotated

import typer

from vipsort.cli import commands
from vipsort.cli import options as o
from vipsort.cli.speech import meant_by, said_of, speaking_of_errors

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
    said = said_of(locals())
    with speaking_of_errors():
        from vipsort.cli.assemble import manner_of, settings_of

        read = meant_by(said)
        settings = settings_of(src, dst, read)
        from vipsort.cli.conduct import conduct  # not before the words are known to be good: it takes half a second

        raise typer.Exit(conduct(settings, manner_of(read)))


for command in (commands.undo, commands.verify, commands.explain, commands.selftest, commands.presets):
    app.command()(command)
