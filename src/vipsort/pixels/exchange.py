"""What is asked of a disposable process, and what it tells: one line, and behind it the new bytes."""

from dataclasses import dataclass, replace

from blake3 import blake3

from vipsort.photo.errors import PictureError, Undecodable, Unfit, Unreachable
from vipsort.photo.header import Header
from vipsort.photo.model import Rendered
from vipsort.pixels.job import Job
from vipsort.pixels.look import Look, Looked
from vipsort.pixels.thumbnail import Thumbnail
from vipsort.pixels.wire import read, written

READY = b"."
"""Told before the picture's bytes are looked at: from here on, whatever happens is their doing."""

_ERRORS: dict[str, type[PictureError]] = {kind.__name__: kind for kind in (Undecodable, Unfit, Unreachable)}
_OUT_OF_MEMORY = "MemoryError"
_MOST = 1 << 31  # pixels a side, pages, bands: what no header can mean


class Dubious(Exception):
    """What was told is no answer: who told it is broken, or worse."""


@dataclass(frozen=True, slots=True)
class Request:
    """Work to be done on bytes that are held `whole` or read from their file, within `memory` bytes and `seconds`."""

    work: Job | Look | Thumbnail
    whole: bool
    memory: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was seen or made, neither where the original stays; or the name of an error and its reason."""

    looked: Looked | None = None
    rendered: Rendered | None = None
    error: str = ""
    reason: str = ""


def told(answer: Answer) -> bytes:
    """An answer to be sent."""
    data = answer.rendered.data if answer.rendered else b""
    if answer.rendered:
        answer = replace(answer, rendered=replace(answer.rendered, data=b""))
    return written(answer) + b"\n" + data


def of_error(error: PictureError | MemoryError) -> Answer:
    """The answer where the work cannot be done."""
    return Answer(error=type(error).__name__, reason=str(error))


def heard(sent: bytes) -> Answer:
    """The answer that was sent, checked. Raises PictureError where it is one, MemoryError, Dubious."""
    line, _end, data = sent.partition(b"\n")
    try:
        answer = read(Answer, line)
    except ValueError as error:
        raise Dubious from error
    if answer.error == _OUT_OF_MEMORY:
        raise MemoryError
    if answer.error:
        raise _ERRORS.get(answer.error, Undecodable)(answer.reason)
    if answer.looked and answer.looked.header and not _can_be(answer.looked.header):
        raise Dubious
    if answer.rendered is None:
        return answer
    digest = blake3(data).hexdigest() if data else ""  # its own word for it would be trusted for ever
    return replace(answer, rendered=replace(answer.rendered, data=data, digest=digest))


def _can_be(header: Header) -> bool:
    counts = (header.size.width, header.size.height, header.bands, header.band_bytes, header.pages)
    return all(0 < count < _MOST for count in counts) and 1 <= header.orientation <= 8  # noqa: PLR2004 - EXIF's eight
