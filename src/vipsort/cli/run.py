"""``vipsort run``, as it is typed."""

from typing import Annotated

import typer

from vipsort.cli import options as o
from vipsort.cli.speech import meant_by, said_of, speaking_of_errors

Src = Annotated[
    str,
    typer.Argument(
        metavar="SRC",
        help="A folder or one file. Without --move it is never written to.",
        show_default=False,
    ),
]
Dst = Annotated[
    str,
    typer.Argument(metavar="DST", help="A folder. Nothing in it is ever overwritten.", show_default=False),
]


def run(
    src: Src,
    dst: Dst,
    *,
    include: o.Include = None,
    exclude: o.Exclude = None,
    min_size: o.MinSize = None,
    others: o.OthersOption = None,
    companions: o.CompanionsOption = None,
    settle: o.Settle = None,
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
        from vipsort.cli.readers import place

        read = meant_by(said)
        settings = settings_of(place("SRC", src), place("DST", dst), read)
        from vipsort.cli.conduct import conduct  # not before the words are known to be good: it takes most of a start
        from vipsort.show.reporters import reporter_for

        raise typer.Exit(conduct(settings, reporter_for(settings, manner_of(read))))
