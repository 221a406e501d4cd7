"""The codecs that a run may need: each way of each format that is opened or written here."""

from dataclasses import dataclass
from enum import StrEnum

from vipsort.photo.formats import FACTS, Format, Opener


class Way(StrEnum):
    """To pixels, or from them."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Codec:
    """One way of one format."""

    way: Way
    format: Format

    def __str__(self) -> str:
        return f"{self.way} {self.format}"


_WRITTEN = dict.fromkeys(facts.kept_as for facts in FACTS.values() if facts.kept_as)

CODECS = (
    *(Codec(Way.READ, format_) for format_, facts in FACTS.items() if facts.opener is not Opener.NOBODY),
    *(Codec(Way.WRITE, format_) for format_ in _WRITTEN),
)
"""All of them, in the order in which they are tried."""

KEPT_AS_BYTES = tuple(format_ for format_, facts in FACTS.items() if facts.opener is Opener.NOBODY)
"""Formats that nothing here decodes: sorted by what is said about them, and never made anew."""
