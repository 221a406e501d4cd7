"""How long a run will still take: what it has done, and how fast, against what is left.

A picture costs something for itself, and something for its bytes and pixels. Of both it is known what is usual
(photo/effort.py). How many times as much the first is, where a share is slow or a machine has many cores, is told by
what was measured, as far as it can tell: where all files so far were alike it cannot, and what is usual stands.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vipsort.flow.workload import Amount
from vipsort.photo.effort import FILE

_LEAST_FILES, _LEAST_SECONDS = 4, 1.0  # before them nothing is foretold
_SPREAD = 0.9  # how far what is usual may be off, as a logarithm
_TIMES = tuple(10 ** (step / 6) for step in range(-12, 13))  # what is tried: a hundredth to a hundred times of it
_CHUNKS = 16  # stretches of a run that are compared; shorter ones tell more of chance than of pictures
_ERROR = 0.1  # a stretch's time is not known better, whatever the pictures: as a share of it
_HALF = 0.5  # of a run, after which a stretch counts half


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds since a run began, and the work that it had done by then."""

    seconds: float
    done: Amount


def seconds_left(course: Sequence[Sample], left: Amount, now: float) -> float | None:
    """Seconds that the work which is left will take from `now` on; None where there is nothing to go by yet.

    `course` are samples in the order of time, each with more work done than the one before it.
    """
    if not left.files:
        return 0.0
    if len(course) < 2 or course[-1].done.files < _LEAST_FILES or course[-1].seconds < _LEAST_SECONDS:  # noqa: PLR2004 - a start and an end
        return None
    stretches = list(_stretches(course))
    guesses = [_guess(stretches, times * FILE, left, math.log(times) / _SPREAD) for times in _TIMES]
    most = max(likely for _seconds, likely in guesses)
    weights = [math.exp(likely - most) for _seconds, likely in guesses]
    # The mean of logarithms: twice as much is as wrong as half as much.
    seconds = sum(weight * math.log(guess) for weight, (guess, _) in zip(weights, guesses, strict=True)) / sum(weights)
    return max(0.0, math.exp(seconds) - (now - course[-1].seconds))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a run: how long it took, what was done in it, and how much it counts."""

    seconds: float
    done: Amount
    weight: float

    def cost(self, worth: float) -> float:
        """Its work, where each file is worth so much besides."""
        return self.done.files * worth + self.done.size


def _stretches(course: Sequence[Sample]) -> Iterator[_Stretch]:
    """The course in a few stretches of about the same time; the latest ones count most."""
    end = course[-1].seconds
    kept = [course[0]]
    for sample in course[1:]:
        if sample.seconds - kept[-1].seconds >= end / _CHUNKS or sample is course[-1]:
            kept.append(sample)
    for before, after in pairwise(kept):
        age = (end - after.seconds) / end
        yield _Stretch(after.seconds - before.seconds, after.done - before.done, 0.5 ** (age / _HALF))


def _guess(stretches: Sequence[_Stretch], worth: float, left: Amount, unusual: float) -> tuple[float, float]:
    """Seconds for what is left if a file is worth so much, and the logarithm of how likely that is."""
    time = sum(stretch.weight * stretch.seconds for stretch in stretches)
    pace = time / sum(stretch.weight * stretch.cost(worth) for stretch in stretches)
    mean = time / sum(stretch.weight for stretch in stretches)
    errors = sum(stretch.weight * ((stretch.seconds - pace * stretch.cost(worth)) / mean) ** 2 for stretch in stretches)
    count = sum(stretch.weight for stretch in stretches)
    fit = -count / 2 * math.log(errors / count + _ERROR**2)
    return pace * (left.files * worth + left.size), fit - unusual**2 / 2
