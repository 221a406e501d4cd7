"""What in a file name only looks like a date: identifiers, counters, and the words for copies."""

import re

from vipsort.photo.dates.edited import EDITED_WORDS

_GAP = "~"  # no pattern knows it, so what stood on both sides never becomes one number

_BLANK = re.compile(r"\s")  # macOS puts U+202F before PM
_NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        "(?<![0-9a-f])[0-9a-f]{8,}+(?:-[0-9a-f]{4}){3}-[0-9a-f]{12,}+",  # a UUID
        r"(?<![^\W_])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,}+(?![^\W_])",  # letters and digits: a hash
        r"\([0-9]{1,3}\)",
        r"[ _-]copy(?: [0-9]{1,3})?(?![^\W_])",
        rf"-(?:{'|'.join(EDITED_WORDS)})(?![^\W_])",
    )
)


def without_noise(name: str) -> str:
    """The name with a gap for each thing that is not a date, and plain spaces."""
    name = _BLANK.sub(" ", name)
    for noise in _NOISE:
        name = noise.sub(_GAP, name)
    return name
