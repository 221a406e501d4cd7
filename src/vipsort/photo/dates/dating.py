"""When was it taken? Every source in its order, and the first that is plausible and precise enough."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.exif import from_gps_day, from_modify_date, from_original
from vipsort.photo.dates.filename import from_filename
from vipsort.photo.dates.folder import from_folder
from vipsort.photo.dates.iptc import from_iptc
from vipsort.photo.dates.movie import from_movie
from vipsort.photo.dates.mtime import from_mtime
from vipsort.photo.dates.takeout import from_takeout
from vipsort.photo.dates.user_word import from_date_map, from_date_regex
from vipsort.photo.dates.xmp import from_sidecar, from_xmp
from vipsort.photo.moment import Precision

_SOURCES: tuple[Callable[[Evidence, Rules], Iterator[Candidate]], ...] = (
    from_date_map,
    from_date_regex,
    from_sidecar,
    from_original,
    from_xmp,
    from_iptc,
    from_gps_day,
    from_takeout,
    from_movie,
    from_filename,
    from_modify_date,
    from_folder,
    from_mtime,
)

_CERTAIN = {Precision.YEAR: "the year", Precision.MONTH: "the month", Precision.DAY: "the day"}


def candidates(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """Everything that speaks of the picture's date, the most trustworthy first; each is read when it is asked for."""
    for source in _SOURCES:
        yield from source(evidence, rules)


def dated(evidence: Evidence, rules: Rules, needed: Precision) -> Candidate | None:
    """The first candidate that is plausible and knows at least ``needed``; None for an undated picture."""
    return next((found for found in candidates(evidence, rules) if not precise_enough(found, needed)), None)


def rejected(evidence: Evidence, rules: Rules, needed: Precision) -> Iterator[Candidate]:
    """Everything that speaks of the date of an undated picture, its fault being why it does not date it."""
    for candidate in candidates(evidence, rules):
        yield replace(candidate, fault=precise_enough(candidate, needed))


def precise_enough(candidate: Candidate, needed: Precision) -> str:
    """Empty for a candidate that would date the picture, else why it does not: its fault, or what it leaves open."""
    if candidate.fault or candidate.moment is None:
        return candidate.fault
    if candidate.moment.precision >= needed:
        return ""
    return f"only {_CERTAIN[candidate.moment.precision]} is certain"
