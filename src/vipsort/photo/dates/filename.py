"""The date in a file's name, however camera, messenger or person wrote it."""

import re
from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim, first_plausible
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.name_noise import without_noise
from vipsort.photo.dates.name_patterns import PATTERNS, Pattern
from vipsort.photo.dates.wallclock import DateError
from vipsort.photo.moment import Moment


def from_filename(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """The surest plausible date in the name; nothing where no digits even look like one."""
    name = without_noise(evidence.name.rpartition("/")[2])
    return first_plausible(_claims(name, rules))


def _claims(name: str, rules: Rules) -> Iterator[Candidate]:
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(name):
            yield claim("filename", match.group(), partial(_read, pattern, match, rules), rules)


def _read(pattern: Pattern, match: re.Match[str], rules: Rules) -> Moment:
    moment = pattern.read(match, rules)
    if moment.when.year < pattern.first_year:
        raise DateError(f"before {pattern.first_year}")
    return moment
