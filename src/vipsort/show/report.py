"""``vipsort report``: one run as one page that needs nothing besides itself."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path

from vipsort.flow.retold import Line, Retold
from vipsort.flow.thumbnails import Wanted
from vipsort.photo.escape import shown
from vipsort.photo.model import Verdict
from vipsort.photo.units import show_size
from vipsort.show import figures, plots
from vipsort.show.charts.course import show_seconds
from vipsort.show.packing import packed
from vipsort.show.summary import MEANING

GENERATOR = "vipsort report"
"""What a page says that it was made by, within its first lines."""

SHOWN = 12
"""Pictures of each kind that are shown, at most: three thumbnails each are some dozens of one page."""

_LISTED = 24  # files of a list that is written out; the others are found in the table
_SCRIPTS = ("outcomes", "query", "choice", "table", "details", "compare", "main")


@dataclass(frozen=True, slots=True)
class Told:
    """All that a page is made of: the run, where its files lie, and thumbnails by digest."""

    retold: Retold
    dst: Path
    thumbnails: Mapping[str, str]


def wanted(retold: Retold, dst: Path) -> Iterator[Wanted]:
    """The pictures that the page will show: originals, where they still are, and what was placed."""
    lines = list(retold.lines.values())
    saved = figures.savings(lines, SHOWN)
    for line in saved:
        yield Wanted(retold.told.src, line.source, line.size, line.digest)
    for line in saved:
        yield Wanted(dst, retold.target(line), line.bytes_out, line.placed_digest)
    for first, again in figures.twins(lines)[:SHOWN]:
        yield Wanted(retold.told.src, again.source, again.size, again.digest)
        if first and first.placed_digest == again.digest:
            yield Wanted(dst, retold.target(first), first.bytes_out, first.placed_digest)


def page(told: Told) -> str:
    """The HTML."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - what only a page needs

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"count": "{:,}".format, "size": show_size, "shown": shown, "seconds": show_seconds}
    style, script = _asset("report.css"), "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return environment.from_string(_asset("report.html")).render(
        generator=GENERATOR,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=packed(told.retold),
        **_facts(told),
    )


def _facts(told: Told) -> dict[str, object]:
    """What the template speaks of."""
    retold = told.retold
    lines = list(retold.lines.values())
    whole = figures.volumes(figures.placed(lines), lambda _line: "").get("", figures.Volume())
    twins, why, undated = figures.twins(lines), figures.reasons(lines), figures.undated(lines)
    return {
        "retold": retold,
        "run": retold.told,
        "at": _moment(retold.told.at),
        "dst": told.dst,
        "found": sum(retold.became.values()),
        "verdicts": [(verdict, retold.became[verdict], MEANING[verdict]) for verdict in Verdict],
        "without_a_line": [(verdict, count) for verdict, count in retold.without_a_line.items() if count],
        "volume": whole,
        "listed": _LISTED,
        "savings": [_pair(line, told) for line in figures.savings(lines, SHOWN)],
        "twins": [(first, again, told.thumbnails.get(again.digest, "")) for first, again in twins[:SHOWN]],
        "twin_count": len(twins),
        "reasons": why,
        "undated": undated,
        "slowest": figures.slowest(lines, SHOWN),
        "plots": _plots(retold, lines),
        "target": retold.target,
        "files_a_second": sum(retold.became.values()) / retold.seconds if retold.seconds else 0,
    }


def _plots(retold: Retold, lines: list[Line]) -> dict[str, object]:
    return {
        "identity": plots.identity_bar(retold),
        "years": plots.by_year(lines),
        "months": plots.by_month(lines),
        "bytes_by_year": plots.bytes_by_year(lines),
        "bytes_by_format": plots.bytes_by_format(lines),
        "sizes": plots.sizes(lines, retold.max_size),
        "throughput": plots.throughput(retold.pace),
        "memory": plots.memory(retold.pace),
    }


def _pair(line: Line, told: Told) -> tuple[Line, str, str]:
    """A file with its thumbnails before and after, empty where there is none."""
    return line, told.thumbnails.get(line.digest, ""), told.thumbnails.get(line.placed_digest, "")


def _moment(at: str) -> str:
    """When a run began, for people; as the journal has it where that cannot be read."""
    try:
        return datetime.fromisoformat(at).strftime("%-d %b %Y, %H:%M")
    except ValueError:
        return at


def _asset(name: str) -> str:
    return resources.files("vipsort.show").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a content security policy names the one text that may be used."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
