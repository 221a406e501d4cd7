"""A run at a moment, for whoever looks at it."""

from dataclasses import dataclass

from vipsort.flow.ahead import Prospect
from vipsort.flow.budget import BudgetStatistics
from vipsort.flow.in_hand import Longest
from vipsort.flow.tally import Tally


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run at a moment."""

    tally: Tally
    bytes_held: BudgetStatistics
    pixels_held: BudgetStatistics
    resident: int  # bytes
    in_hand: Longest | None = None  # the picture that has been on its way for the longest time
    prospect: Prospect | None = None  # what is before it

    @property
    def held_of_budget(self) -> tuple[int, int]:
        """Bytes that are held, of how many that may be, for files and pixels together."""
        held, pixels = self.bytes_held, self.pixels_held
        return held.held + pixels.held, held.total + pixels.total
