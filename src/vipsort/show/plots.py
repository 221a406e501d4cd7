"""A run's figures as charts: each once for a wide page, and once for a phone, whose letters would become too small."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from markupsafe import Markup

from vipsort.flow.retold import Pace, Retold
from vipsort.photo.model import Verdict
from vipsort.photo.units import show_size
from vipsort.show.charts.columns import Group, columns
from vipsort.show.charts.course import Point, course
from vipsort.show.charts.frame import Frame
from vipsort.show.charts.identity import Part, identity
from vipsort.show.charts.scatter import scatter, show_round
from vipsort.show.charts.svg import element
from vipsort.store import sums
from vipsort.store.lines import Lines

_WIDE, _NARROW = 1040.0, 350.0
_HALF = 500.0
_ALL_YEARS = 40  # up to so many, years without a picture have their room; beyond, only those with one
_FEWEST = 3  # samples that make a line
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def identity_bar(retold: Retold) -> Markup:
    """What became of all that was found."""
    return identity(
        [
            Part(verdict.value, count, f"{verdict.value}: {count:,}", f"verdict:{verdict.value}")
            for verdict in Verdict
            for count in [retold.became[verdict]]
        ]
    )


def by_year(lines: Lines) -> Markup:
    """Files by the year in which they were taken; nothing where none is dated."""
    counts = sums.taken(lines, 4)
    groups = [_counted(year, year, counts[year]) for year in _years(list(counts))]
    return _both(partial(columns, groups, label="Files by year", shown=_count), _WIDE, 190) if counts else Markup()


def by_month(lines: Lines) -> dict[str, Markup]:
    """Files by month, a chart for each year in which any is dated so well."""
    counts = sums.taken(lines, 7)
    drawn = {}
    for year in sorted({month[:4] for month in counts}):
        months = [f"{year}-{month:02}" for month in range(1, 13)]
        groups = [_counted(name, month, counts[month]) for name, month in zip(_MONTHS, months, strict=True)]
        drawn[year] = _both(partial(columns, groups, label=f"Files by month of {year}", shown=_count), _HALF, 150)
    return drawn


def bytes_by_year(lines: Lines) -> Markup:
    """Bytes before and after, of placed files that are dated."""
    volumes = sums.by_year(lines)
    years = [(year, volumes.get(year, sums.Volume())) for year in _years(list(volumes))]
    return _volumes(years, "Bytes before and after, by year")


def bytes_by_format(lines: Lines) -> Markup:
    """Bytes before and after, by the format that the original's name says."""
    largest = sorted(sums.by_format(lines).items(), key=lambda found: -found[1].before)[:8]
    return _volumes(largest, "Bytes before and after, by format")


def sizes(lines: Lines, limit: int | None) -> Markup:
    """Each placed file by its bytes before and after, with the limit."""
    files = sums.whole(lines).files
    label = f"Bytes before and after of {files:,} files, logarithmic"
    return _both(partial(scatter, sums.Sizes(lines), limit, label=label), _HALF, 470) if files else Markup()


def throughput(pace: Sequence[Pace]) -> Markup:
    """Files a second over the run; nothing where it was not sampled often enough."""
    speeds = [
        (later.seconds, max(0, later.done - earlier.done) / (later.seconds - earlier.seconds))
        for earlier, later in pairwise(pace)
        if later.seconds > earlier.seconds
    ]
    return _course(speeds, "Files a second", _speed)


def memory(pace: Sequence[Pace]) -> Markup:
    """Memory of the process over the run."""
    return _course([(sample.seconds, sample.resident) for sample in pace if sample.resident], "Memory", show_round)


def _course(points: Sequence[Point], label: str, shown: Callable[[float], str]) -> Markup:
    if len(points) < _FEWEST:
        return Markup()
    return _both(partial(course, points, label=label, shown=shown), _HALF, 190)


def _volumes(volumes: Sequence[tuple[str, sums.Volume]], label: str) -> Markup:
    groups = [
        Group(name, (volume.before, volume.after), f"{name}: {show_size(volume.before)} to {show_size(volume.after)}")
        for name, volume in volumes
    ]
    return _both(partial(columns, groups, label=label, shown=show_round), _HALF, 210) if groups else Markup()


def _both(draw: Callable[..., Markup], width: float, height: float) -> Markup:
    """What is drawn for a page of that width, and what for a phone; the style sheet shows one of them."""
    wide = element("div", [draw(frame=Frame(width, height))], class_="wide")
    narrow = Frame(_NARROW, min(height, _NARROW))
    return wide + element("div", [draw(frame=narrow)], class_="narrow")


def _counted(label: str, date: str, count: int) -> Group:
    return Group(label, (count,), f"{date}: {count:,}", f"date:{date}" if count else "")


def _years(found: Sequence[str]) -> list[str]:
    if not found:
        return []
    first, last = int(min(found)), int(max(found))
    if last - first < _ALL_YEARS:
        return [f"{year:04}" for year in range(first, last + 1)]
    return sorted(found)


def _speed(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"  # noqa: PLR2004 - below, a digit more is worth it


def _count(number: float) -> str:
    return f"{number:,.0f}" if number >= 1 or not number else ""
