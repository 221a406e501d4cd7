"""What a share may answer later is tried again, with pauses that grow; what that takes is loaded at the first fault."""

from collections.abc import AsyncIterator, Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stamina import Attempt

_SILENTLY = Event()


class Tries(Protocol):
    """Attempts one after the other, each after a longer pause, until one succeeds."""

    def __iter__(self) -> Iterator["Attempt"]:
        """For a thread, which sleeps meanwhile."""

    def __aiter__(self) -> AsyncIterator["Attempt"]:
        """For the event loop."""


def tries(on: type[Exception] | Callable[[Exception], bool], attempts: int) -> Tries:
    """So many attempts at something that raises what may pass; the last one lets it through."""
    import stamina  # noqa: PLC0415 - a twentieth of a start, and most runs meet no fault
    from stamina.instrumentation import set_on_retry_hooks  # noqa: PLC0415

    if _SILENTLY.is_set():
        set_on_retry_hooks([])
    return stamina.retry_context(on=on, attempts=attempts, timeout=None)


def retry_silently() -> None:
    """Have stamina say nothing of a retry, which is told by its outcome: for a process that is ours alone."""
    _SILENTLY.set()
