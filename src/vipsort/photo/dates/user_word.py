"""The user's own word: a date given to this name, and a pattern of their own for names."""

from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.stamp import read_stamp
from vipsort.photo.dates.wallclock import from_parts

_GROUPS = ("year", "month", "day", "hour", "minute", "second")


def from_date_map(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """The row of ``--date-map`` for the path, else the one for the bare file name."""
    for name in (evidence.name, evidence.name.rpartition("/")[2]):
        if name in rules.date_map:
            text = rules.date_map[name]
            yield claim("date-map", text, partial(read_stamp, text), rules)
            return


def from_date_regex(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """What ``--date-regex`` finds first in the path."""
    match = rules.date_regex.search(evidence.name) if rules.date_regex else None
    if match is None:
        return
    groups = match.groupdict()
    parts = [groups.get(name) for name in _GROUPS]
    yield claim("date-regex", match.group(), partial(from_parts, parts), rules)
