"""The nearest parent folder inside SRC that names a date."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from vipsort.photo.dates.claim import claim, first_plausible
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.wallclock import from_parts

_DEEPEST = 3  # folders that one date may be spread over: YYYY/MM/DD

_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{2})", "(?P<day>[0-9]{2})"

_PATTERNS = tuple(
    re.compile(rf"(?:\A|/){pattern}\Z")
    for pattern in (
        rf"{_YEAR}(?P<separator>[-_.]){_MONTH}(?P=separator){_DAY}(?![0-9])[^/]*",
        rf"{_YEAR}/{_MONTH}/{_DAY}",
        rf"{_YEAR}/{_MONTH}",
        rf"{_YEAR}{_MONTH}{_DAY}",
        rf"{_YEAR}-{_MONTH}",
        rf"Photos from {_YEAR}",
        _YEAR,
    )
)


def from_folder(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """The date of the nearest folder that names a plausible one."""
    folders = evidence.name.split("/")[:-1]
    return first_plausible(_claims(folders, rules))


def _claims(folders: Sequence[str], rules: Rules) -> Iterator[Candidate]:
    for depth in range(len(folders), 0, -1):
        tail = "/".join(folders[max(0, depth - _DEEPEST) : depth])
        for match in filter(None, (pattern.search(tail) for pattern in _PATTERNS)):
            groups = match.groupdict()
            parts = [groups.get(name) for name in ("year", "month", "day")]
            yield claim("folder", match.group().removeprefix("/"), partial(from_parts, parts), rules)
