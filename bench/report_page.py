"""What the page of a run costs: seconds, memory and bytes to make it, and how soon a browser shows and filters it."""

import sys
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from statistics import median

from browsing import browsing, chromium
from folders import workspace
from journals import long_run, placing, write_journal
from measure import Command, measure
from options import parser
from program import FROM_SOURCE
from table import markdown, publish

_HEAD = ("files", "CPU s to make", "peak MB", "page MB", "s to rows", "ms to filter", "ms to sort", "rows in the page")
_FILTERS = ("verdict:failed", "date:2010", "img_0000", "format:heic card")

_FILTERED = """(query) => {
    const box = document.getElementById("query");
    const began = performance.now();
    box.value = query;
    box.dispatchEvent(new Event("input"));
    return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))));
}"""
_SORTED = """(column) => {
    const began = performance.now();
    document.querySelectorAll(".heads button")[column].click();
    return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))));
}"""
"""Until the frame that shows it has been drawn."""


def main() -> None:
    """Make pages of runs that nobody worked, and look at them."""
    asked = parser(__doc__)
    asked.add_argument("--files", type=int, nargs="+", default=[1_000, 100_000])
    words = asked.parse_args()
    with workspace(words.work) as work:
        rows = [_row(count, work / str(count)) for count in words.files]
    publish(words.out, "report-page.md", markdown(_HEAD, rows))


def _row(files: int, folder: Path) -> Sequence[int | float]:
    write_journal(folder, chain([placing("x")], long_run(files)))  # held at once, it would be the peak that is told
    cost = measure(_report(folder), folder)
    page = folder / ".vipsort" / "report.html"
    shown = _seen(page) if chromium() else (float("nan"),) * 4
    return (files, cost.cpu_s, cost.peak_bytes / 1e6, page.stat().st_size / 1e6, *shown)


def _report(folder: Path) -> Command:
    return Command((sys.executable, "-m", "vipsort", "report", str(folder)), FROM_SOURCE)


def _seen(page: Path) -> tuple[float, float, float, int]:
    """Seconds to the first rows, milliseconds to filter and to sort, and the rows that are in the page."""
    with browsing() as browser:
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        tab.goto(page.as_uri())
        tab.wait_for_selector(".row")
        ready = time.perf_counter() - began
        filters = [tab.evaluate(_FILTERED, query) for query in _FILTERS for _ in range(3)]
        tab.evaluate(_FILTERED, "")
        sorts = [tab.evaluate(_SORTED, column) for column in range(7)]
        return ready, median(filters), median(sorts), tab.locator(".row").count()


if __name__ == "__main__":
    main()
