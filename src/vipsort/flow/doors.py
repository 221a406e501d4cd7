"""What holds pictures back."""

from dataclasses import dataclass, field

from anyio import CapacityLimiter

from vipsort.flow.budget import Budget
from vipsort.flow.in_hand import InHand
from vipsort.flow.reach import Reach
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
    judging: Turnstile
    naming: Turnstile
    in_hand: InHand = field(default_factory=InHand)
