"""A small question to a share asked again, from the thread that asks it."""

from collections.abc import Callable
from typing import TypeVar

from vipsort.store.faults import PASSING
from vipsort.store.tries import tries

Answer = TypeVar("Answer")


def persistently(work: Callable[[], Answer], retries: int) -> Answer:
    """What `work` gives, tried again with back-off where a fault may pass. Raises OSError."""
    try:
        return work()  # at once: a walk asks millions of times
    except OSError as error:
        if not (retries and _passes(error)):
            raise
    for attempt in tries(_passes, retries):
        with attempt:
            return work()
    raise AssertionError  # the last attempt returns or raises


def _passes(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in PASSING
