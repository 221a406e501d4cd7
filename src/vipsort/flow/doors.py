"""What holds pictures back."""

from dataclasses import dataclass, field
from typing import Self

from anyio import CapacityLimiter

from vipsort.flow.budget import Budget
from vipsort.flow.in_hand import InHand
from vipsort.flow.reach import Reach
from vipsort.flow.settings import Limits
from vipsort.flow.turnstile import Turnstile


@dataclass(frozen=True, slots=True)
class Doors:
    """What holds pictures back: two budgets in bytes, a limit in threads, the reach of shares, two gates.

    `in_hand` watches who is on the way.
    """

    bytes_held: Budget
    pixels_held: Budget
    cores: CapacityLimiter
    reach: Reach
    judging: Turnstile = field(default_factory=Turnstile)
    naming: Turnstile = field(default_factory=Turnstile)
    in_hand: InHand = field(default_factory=InHand)

    @classmethod
    def of(cls, limits: Limits, reach: Reach) -> Self:
        """Those of a run."""
        cores = CapacityLimiter(limits.parallel)
        return cls(Budget(limits.bytes_held), Budget(limits.pixels_held), cores, reach)
