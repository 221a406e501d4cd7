"""The options of the command line: their names, panels and help. Values stay words here; `readers` reads them."""

from typing import Annotated

import typer

from vipsort.cli.offers import Offer, offer_of, presets, words, zones


def _option(
    panel: str, help_: str, wanted: str = "", *names: str, offer: Offer | None = None
) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names,
        help=help_,
        metavar=wanted or None,
        rich_help_panel=panel,
        show_default=False,
        autocompletion=offer or offer_of(wanted),
    )
    return option


Text = str | None
Texts = list[str] | None
Flag = bool | None

Include = Annotated[Texts, _option("Which files", "Only files whose path or name matches; repeatable.", "GLOB")]
Exclude = Annotated[Texts, _option("Which files", "No files or folders that match; repeatable.", "GLOB")]
MinSize = Annotated[Text, _option("Which files", "No files smaller than this.", "SIZE")]
Settle = Annotated[
    Text,
    _option(
        "Which files",
        "Leave new files that changed less than so long ago for a later run: they may be growing. [watch: 2]",
        "SECONDS",
    ),
]
OthersOption = Annotated[
    Text,
    _option(
        "Which files", "Files that are no pictures: leave them, or place them by date. [default: skip]", "skip|copy"
    ),
]
CompanionsOption = Annotated[
    Text,
    _option(
        "Which files",
        "What goes with a picture (sidecars, live videos, its RAW): with it, or on its own, sidecars left out. "
        "[default: keep]",
        "keep|skip",
    ),
]

Layout = Annotated[
    Text,
    _option(
        "Where they go",
        "The folder below DST: year, month, day, flat, mirror (SRC's own tree), or a template of "
        "{year} {month} {day} {make} {model} {folder}. [default: year]",
        "TEMPLATE",
        offer=words("year", "month", "day", "flat", "mirror"),
    ),
]
Name = Annotated[
    Text,
    _option(
        "Where they go",
        "The file's name: a template of {stem} {year} {month} {day} {hour} {minute} {second} {digest}. "
        "[default: {stem}]",
        "TEMPLATE",
    ),
]
NoDateFolder = Annotated[Text, _option("Where they go", "For pictures without a date. [default: NoDate]", "NAME")]
CorruptedFolder = Annotated[Text, _option("Where they go", "For broken pictures. [default: Corrupted]", "NAME")]
Flatten = Annotated[
    Flag,
    _option(
        "Where they go",
        "Afterwards, merge folders that hold only one subfolder and remove empty ones.",
        "",
        "--flatten/--no-flatten",
    ),
]

DateMap = Annotated[Text, _option("Dates", "Your own dates: rows of a path (or name) and a date.", "FILE.csv")]
DateRegex = Annotated[
    Text, _option("Dates", "Dates in paths: named groups year, month, day[, hour, minute, second].", "REGEX")
]
UseMtime = Annotated[
    Flag, _option("Dates", "Believe the file's own time where nothing else is known.", "", "--use-mtime/--no-use-mtime")
]
Zone = Annotated[
    Text,
    _option("Dates", "The time zone for clocks that tell UTC. [default: the system's]", "ZONE", "--tz", offer=zones),
]

DuplicatesOption = Annotated[
    Text,
    _option(
        "Twins", "The same bytes again: leave out, keep, or put into Duplicates. [default: skip]", "skip|keep|folder"
    ),
]

ResizeOption = Annotated[
    Text, _option("Pixels", "Longest edge, a box to fit into, or percent; never enlarges.", "1920|800x600|50%")
]
CropOption = Annotated[Text, _option("Pixels", "With a box: fill it and cut the rest.", "centre|entropy|attention")]
FormatOption = Annotated[Text, _option("Pixels", "What to write. [default: keep]", "keep|jpeg|webp|avif|png|tiff")]
Quality = Annotated[
    Text,
    _option(
        "Pixels",
        "The encoder's quality, or the lowest that looks low, good or best: SSIMULACRA 2 of 65, 75, 85. auto is good.",
        "1..100|auto[:low|good|best]",
        offer=words("auto", "auto:low", "auto:good", "auto:best"),
    ),
]
QualityOver = Annotated[Texts, _option("Pixels", "Another quality for files above a size; repeatable.", "SIZE:1..100")]
MaxSize = Annotated[Text, _option("Pixels", "No placed picture is bigger; what fits already is not touched.", "SIZE")]
CompressOver = Annotated[Text, _option("Pixels", "Change pixels only of files above this size.", "SIZE")]
ShrinkOption = Annotated[
    Text, _option("Pixels", "To fit: give up pixels after quality, or before. [default: last]", "last|first")
]
EffortOption = Annotated[
    Text, _option("Pixels", "Time spent to make files smaller. [default: balanced]", "fast|balanced|small")
]
MetadataOption = Annotated[
    Text,
    _option(
        "Pixels", "Keep all; drop place, serial numbers and names; or keep none. [default: all]", "all|private|none"
    ),
]
CheckOption = Annotated[
    Text,
    _option(
        "Pixels", "Decode every pixel to find broken pictures, or trust the header. [default: full]", "full|header"
    ),
]

Memory = Annotated[
    Text, _option("Limits", "For files and pixels in hand. [default: a quarter of what is allowed]", "SIZE")
]
Parallel = Annotated[Text, _option("Limits", "Pictures computed at once. [default: the CPU quota]", "N")]
Io = Annotated[Text, _option("Limits", "Files read or written at once. [default: 4, or 16 where SRC is a share]", "N")]
Timeout = Annotated[Text, _option("Limits", "For computing one picture.", "SECONDS")]
Retries = Annotated[Text, _option("Limits", "Tries again where a share hiccups. [default: 3]", "N")]
MaxPixels = Annotated[Text, _option("Limits", "No picture with more is decoded. [default: 2000000000]", "N")]

Poll = Annotated[
    Text,
    _option("How it watches", "Between two looks through SRC where no events tell of news. [default: 30]", "SECONDS"),
]
Status = Annotated[
    Text, _option("How it watches", "Where its state is told, as JSON. [default: DST/.vipsort/watch.json]", "FILE")
]

Move = Annotated[
    Flag,
    _option(
        "How it runs", "Take originals out of SRC, once what became of them is safe and was read again.", "", "--move"
    ),
]
Trash = Annotated[Text, _option("How it runs", "With --move: keep the originals there.", "DIR")]
DryRun = Annotated[Flag, _option("How it runs", "Only say what would become of each file.", "", "--dry-run")]
Preset = Annotated[
    Text,
    _option("How it runs", "Options for a job: shrink, archive, web; see vipsort presets.", "NAME", offer=presets),
]
Config = Annotated[
    Text, _option("How it runs", "Options from a TOML or JSON file. [default: vipsort.toml, if it is there]", "FILE")
]
StateDir = Annotated[
    Text, _option("How it runs", "Where the index lies. [default: DST, or your state folder if DST is a share]", "DIR")
]
Log = Annotated[Text, _option("How it runs", "Where errors are written. [default: DST/.vipsort/error.log]", "FILE")]
Json = Annotated[Flag, _option("How it speaks", "One JSON object a line on stdout, nothing else.", "", "--json")]
Quiet = Annotated[Flag, _option("How it speaks", "Errors only.", "", "--quiet", "-q")]
Verbose = Annotated[Flag, _option("How it speaks", "A line for each file.", "", "--verbose", "-v")]
