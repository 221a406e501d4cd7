"""What Google Takeout's JSON says: when the photo was taken, in seconds of UTC."""

import json
import re
from collections.abc import Iterator
from functools import partial

from vipsort.photo.dates.claim import claim
from vipsort.photo.dates.evidence import Candidate, Evidence, Rules
from vipsort.photo.dates.wallclock import DateError, from_epoch
from vipsort.photo.moment import Moment

_SECONDS = re.compile("-?[0-9]{1,12}")


def from_takeout(evidence: Evidence, rules: Rules) -> Iterator[Candidate]:
    """``photoTakenTime``, on the wall clock of ``rules.tz``; never ``creationTime``, which is the upload."""
    if evidence.takeout:
        text = _timestamp(evidence.takeout)
        yield claim("takeout:photoTakenTime", text, partial(_read, text, rules), rules)


def _timestamp(blob: bytes) -> str:
    try:
        document = json.loads(blob)
    except (ValueError, RecursionError):
        return ""
    match document:
        case {"photoTakenTime": {"timestamp": str() | int() as seconds}}:
            return str(seconds)
        case _:
            return ""


def _read(text: str, rules: Rules) -> Moment:
    if not _SECONDS.fullmatch(text):
        raise DateError("not readable")
    return from_epoch(int(text), rules.tz)
