"""When a picture was taken: a local wall clock, and how much of it is known."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Self


class Precision(IntEnum):
    """How much of a moment is known; a higher value knows more."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    SECOND = 4


_SHOWN_LENGTH = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.SECOND: 19}


@dataclass(frozen=True, slots=True)
class Moment:
    """A naive local time; what lies below its precision is filled with the lowest value and means nothing."""

    when: datetime
    precision: Precision = Precision.SECOND

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` gives, back. Raises ValueError."""
        precision = next((precision for precision, length in _SHOWN_LENGTH.items() if length == len(text)), None)
        if precision is None:
            raise ValueError(f"{text!r} is no moment")
        first_day = "-01-01"[: max(0, 10 - len(text))]
        return cls(datetime.fromisoformat(text + first_day), precision)

    def __str__(self) -> str:
        """ISO 8601, cut at the precision: ``2019``, ``2019-07``, ``2019-07-04``, ``2019-07-04T10:11:12``."""
        return self.when.isoformat(timespec="seconds")[: _SHOWN_LENGTH[self.precision]]
