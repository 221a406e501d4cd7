"""The numbers of a run, for people."""

from vipsort.flow.tally import Tally
from vipsort.photo.making import Bound
from vipsort.photo.model import Verdict
from vipsort.photo.units import show_size

MEANING = {
    Verdict.PLACED: "in DST now",
    Verdict.DUPLICATE: "the same bytes again",
    Verdict.QUARANTINED: "broken, kept whole",
    Verdict.SKIPPED: "left out",
    Verdict.UNCHANGED: "done by an earlier run",
    Verdict.FAILED: "tried again by the next run",
}

BOUND = {
    Bound.FITS: "the original is within the limit",
    Bound.CEILING: "the highest quality that is allowed fits",
    Bound.SIZE: "the highest quality that fits the size",
    Bound.PERCEPTUAL: "the lowest quality that looks as good as was asked",
    Bound.SHRUNK: "it had to become smaller to fit the size",
    Bound.KEPT_ORIGINAL: "made anew it would have been no smaller",
    Bound.UNREACHABLE: "nothing of it fits the size",
}
"""What decided the bytes that were placed."""
_FAST = 10  # files a second: nobody asks for a part of one


def plain_summary(tally: Tally, seconds: float) -> str:
    """Lines for a pipe or a log: ``placed 12``."""
    counts = {"found": tally.found, **tally.by_verdict()}
    counts |= {"waiting": tally.waiting} if tally.waiting else {}
    lines = [f"{name} {number}\n" for name, number in counts.items()]
    return "".join(lines) + f"{_volume(tally, seconds)}\n"


def table(tally: Tally, seconds: float) -> None:
    """A table for a terminal, on stdout."""
    from rich.console import Console  # noqa: PLC0415 - 40 ms that a pipe does not pay
    from rich.table import Table  # noqa: PLC0415

    rows = Table(box=None, show_header=False, pad_edge=False)
    rows.add_column(style="bold")
    rows.add_column(justify="right")
    rows.add_column(style="dim")
    for verdict, number in ((verdict, tally.verdicts[verdict]) for verdict in Verdict):
        if number:
            rows.add_row(verdict.value, f"{number:,}", MEANING[verdict])
    if tally.waiting:
        rows.add_row("waiting", f"{tally.waiting:,}", "may still be growing: left for a later run")
    rows.add_section()
    rows.add_row("found", f"{tally.found:,}", _volume(tally, seconds))
    Console().print(rows)


def _volume(tally: Tally, seconds: float) -> str:
    rate = tally.done / seconds if seconds else 0
    speed = f"{rate:.1f}" if 0 < rate < _FAST else f"{rate:.0f}"  # 0 would not be true
    return f"{show_size(tally.bytes_in)} in, {show_size(tally.bytes_out)} out, {seconds:.1f} s, {speed} files/s"
