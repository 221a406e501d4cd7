"""``vipsort report``: one run as one page that needs nothing besides itself."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from vipsort.flow.retold import Retold
from vipsort.photo.escape import shown
from vipsort.photo.model import Verdict
from vipsort.photo.units import show_size
from vipsort.show import plots
from vipsort.show.charts.course import show_seconds
from vipsort.show.charts.scatter import SHADES
from vipsort.show.packing import packed
from vipsort.show.summary import MEANING
from vipsort.show.wanted import SHOWN
from vipsort.store import sums
from vipsort.store.lines import Line

if TYPE_CHECKING:
    from jinja2 import Template

GENERATOR = "vipsort report"
"""What a page says that it was made by, within its first lines."""

_LISTED = 24  # files of a list that is written out; the others are found in the table
_DATA = "<!-- outcomes -->"  # in the page's own words alone: those of others cannot have a bracket
_STYLES = ("base", "became", "charts", "list", "cards", "media")
_SCRIPTS = ("outcomes", "query", "choice", "table", "details", "compare", "main")


@dataclass(frozen=True, slots=True)
class Told:
    """All that a page is made of: the run, where its files lie, and thumbnails by digest."""

    retold: Retold
    dst: Path
    thumbnails: Mapping[str, str]


def page(told: Told) -> Iterator[str]:
    """The HTML, piece by piece."""
    style = "\n".join(_asset(f"{name}.css") for name in _STYLES)
    script = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    html = _template("report.html").render(
        generator=GENERATOR,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        **_facts(told),
    )
    above, _mark, below = html.partition(_DATA)
    yield above
    yield from packed(told.retold)
    yield below


def _facts(told: Told) -> dict[str, object]:
    """What the template speaks of."""
    retold, lines = told.retold, told.retold.lines
    became, with_a_line = retold.became, retold.with_a_line
    return {
        "retold": retold,
        "run": retold.told,
        "at": _moment(retold.told.at),
        "dst": told.dst,
        "found": became.total(),
        "placed": became[Verdict.PLACED],
        "verdicts": [(verdict, became[verdict], MEANING[verdict]) for verdict in Verdict],
        # The next run finds those out again by itself, so that the journal only counts them.
        "without_a_line": [(verdict, count) for verdict, count in (became - with_a_line).items()],
        "listable": with_a_line.total(),
        "volume": sums.whole(lines),
        "listed": _LISTED,
        "savings": [_pair(line, told) for line in sums.savings(lines, SHOWN)],
        "twins": [(first, again, told.thumbnails.get(again.digest, "")) for first, again in sums.twins(lines, SHOWN)],
        "twin_count": with_a_line[Verdict.DUPLICATE],
        "reasons": list(islice(sums.reasons(lines), _LISTED + 1)),
        "undated": sums.undated(lines, _LISTED),
        "undated_count": sums.count_undated(lines),
        "slowest": sums.slowest(lines, SHOWN),
        "plots": _plots(retold),
        "shades": SHADES,
        "target": retold.target,
        "files_a_second": became.total() / retold.seconds if retold.seconds else 0,
    }


def _plots(retold: Retold) -> dict[str, object]:
    lines = retold.lines
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
    """When a run began, by the clock of who reads; as the journal has it where that cannot be read."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%-d %b %Y, %H:%M")
    except ValueError:
        return at


def _template(name: str) -> "Template":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - what only a page needs

    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"count": "{:,}".format, "size": show_size, "shown": shown, "seconds": show_seconds}
    return environment.get_template(name)


def _asset(name: str) -> str:
    return resources.files("vipsort.show").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a content security policy names the one text that may be used."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
