"""What one probe of a disk or share found, and which promise cannot be kept there because of it."""

from dataclasses import dataclass
from enum import StrEnum


class Promise(StrEnum):
    """What vipsort promises of a DST where its file system plays its part."""

    REPLACES_NOTHING = "replaces-nothing"
    WHOLE = "whole"
    DURABLE = "durable"
    INTACT = "intact"
    ALONE = "alone"
    TIMED = "timed"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for a person. `breaks` is the promise that does not hold, None where the probe is content."""

    probe: str
    found: str
    breaks: Promise | None = None
