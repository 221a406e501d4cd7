"""What the file system says: when the file was last written, which is believed on request only."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.wallclock import from_epoch

_NANOSECONDS = 1_000_000_000


def from_mtime(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """The file's mtime; without ``--use-mtime`` it is shown, and not believed."""
    seconds = evidence.mtime_ns // _NANOSECONDS
    candidate = claim("mtime", f"{seconds} s since 1970", partial(from_epoch, seconds, rules.tz), rules)
    if candidate.moment:
        candidate = replace(candidate, text=str(candidate.moment))  # nobody reads seconds
    yield candidate if rules.use_mtime else replace(candidate, fault="only with --use-mtime")
