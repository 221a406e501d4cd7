"""Sizes in bytes as people write them, and back."""

import re

from vipsort.photo.errors import UsageError

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BINARY_UNITS = {"ki": 1024, "mi": 1024**2, "gi": 1024**3, "ti": 1024**4}
_SIZE = re.compile(r"([0-9]{1,18}(?:\.[0-9]+)?)\s*([kmgt]i?)?b?", re.IGNORECASE)


def parse_size(text: str) -> int:
    """Bytes of ``500kB``, ``3MB``, ``1.5GiB`` or ``1234``; case does not matter, k is 1000 and Ki is 1024.

    Raises UsageError for anything else.
    """
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise UsageError(f"{text!r} is no size; write it as 500kB, 3MB, 1.5GiB or a number of bytes")
    number, unit = match.groups(default="")
    return int(float(number) * (_UNITS | _BINARY_UNITS)[unit.lower()])


def show_size(size: float) -> str:
    """A size for people, in decimal units: ``2.2 MB``."""
    for unit in ("B", "kB", "MB", "GB"):
        if abs(size) < 1000:  # noqa: PLR2004 - the step from one unit to the next
            return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
