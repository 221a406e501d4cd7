"""One thing that the doctor sees."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A line for a person. `part` is where it was seen; `loses` where something that vipsort does cannot be done."""

    part: str
    word: str
    fact: str
    advice: str = ""
    loses: bool = False
