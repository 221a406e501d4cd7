"""What a fit comes to, and where it has to end."""

from dataclasses import dataclass

from vipsort.photo.errors import Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.making import Making
from vipsort.photo.units import show_size
from vipsort.pixels.canvas import Canvas

_LEAST_SIDE = 32  # pixels of the longer side: what is smaller is no picture any more


_ADVICE = "--metadata private or none may save it"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A file that fits, how it came about, and what it cost the picture, in words."""

    data: bytes
    making: Making
    note: str = ""


def leave_room(overhead: int, limit: int) -> None:
    """Raise Unreachable where headers and metadata alone are too much."""
    if overhead >= limit:
        raise Unreachable(f"{_metadata(overhead)} of {show_size(limit)}; {_ADVICE}")


def unreachable(limit: int, overhead: int, format_: Format) -> Unreachable:
    """The error for a picture that does not fit at any quality and size."""
    reason = f"it cannot be made smaller than {show_size(limit)} as {format_}"
    return Unreachable(f"{reason}: {_metadata(overhead)}; {_ADVICE}" if overhead * 2 > limit else reason)


def _metadata(overhead: int) -> str:
    return f"its metadata and headers alone take {show_size(overhead)}"


def least_scale(canvas: Canvas) -> float:
    """The scale below which nothing is left to be seen."""
    size = canvas.size(1)
    return min(1.0, _LEAST_SIDE / max(size.width, size.height))
