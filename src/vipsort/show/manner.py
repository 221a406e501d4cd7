"""How a run is to speak."""

from dataclasses import dataclass

WATCHED = {"_VIPSORT_WATCHED": "1"}  # not VIPSORT_…, which are the user's own words
"""What tells a run, by its environment, that it is a batch of a watch."""


@dataclass(frozen=True, slots=True)
class Manner:
    """As it was asked for: JSON events, errors only, or a line for each file."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
