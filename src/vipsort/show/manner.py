"""How a run is to speak."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """As it was asked for: JSON events, errors only, or a line for each file."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
