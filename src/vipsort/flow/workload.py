"""How much of a run is work: files that have to be opened, of what was admitted and of what is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from vipsort.flow.company import Passenger
from vipsort.photo.model import Outcome, Source


@dataclass(frozen=True, slots=True)
class Amount:
    """Files, and how much they are: bytes, or nanoseconds of work."""

    files: int = 0
    size: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(self.files + other.files, self.size + other.size)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.files - other.files, self.size - other.size)


@dataclass(slots=True)
class Workload:
    """What is passed over or was done before costs nothing, and is no work. `position` is a place in the walk.

    `effort` tells what a file is besides being one. Nobody is asked where nobody watches.
    """

    effort: Callable[[Source], int]
    is_watched: bool = False
    position: int = 0
    begun: Amount = Amount()
    ended: Amount = Amount()

    def admit(self, files: int, sorted_out: Iterable[Passenger | Outcome]) -> None:
        """The turn of so many files has come, of which some are work."""
        self.position += files
        if self.is_watched:
            self.begun += self.work_in(sorted_out)

    def finish(self, source: Source) -> None:
        """One of them needs no more work."""
        if self.is_watched:
            self.ended += Amount(1, self.effort(source))

    def work_in(self, sorted_out: Iterable[Passenger | Outcome]) -> Amount:
        """Those that have to be opened."""
        efforts = [self.effort(each.source) for each in sorted_out if isinstance(each, Passenger)]
        return Amount(len(efforts), sum(efforts))
