"""What ties a file to others of its folder: facts that `companions` finds in their names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a file to others of its folder, by their names: the one it goes with, and those that go with it.

    `burst_of` is the picture that leads the burst it is of; `leads_burst` where it is that.
    """

    companion_of: str = ""
    companions: tuple[str, ...] = ()
    burst_of: str = ""
    leads_burst: bool = False


UNTIED = Tie()
"""Of a file that is alone."""
