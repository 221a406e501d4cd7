"""What can go wrong, by who must act.

VipsortError
├─ UsageError      the user must: one line, exit 2
├─ RunError        the machine must (disk full, share gone, DST locked): the run stops cleanly and can be continued
└─ PictureError    one picture cannot go on: it becomes an Outcome
   ├─ Undecodable  its bytes are no whole picture: quarantined
   ├─ Unreadable   its bytes could not be had: failed
   ├─ Unfit        it is sound, but what was asked cannot be made of it: failed
   │  └─ Unreachable   nothing of it fits the size limit
   └─ Unplaceable  its result could not be written under its name: failed
Anything else is a bug.
"""

from typing import TypeVar

Error = TypeVar("Error", bound=BaseException)


class VipsortError(Exception):
    """The root of what this program raises on purpose; its text is one sentence for a person."""


class UsageError(VipsortError):
    """Wrong words on the command line, in the environment or in a configuration file."""


class RunError(VipsortError):
    """The run cannot go on, and can be continued once the cause is mended."""


class PictureError(VipsortError):
    """One picture cannot go on; the others can."""


class Undecodable(PictureError):
    """The bytes are cut short, broken, or no picture at all."""


class Unreadable(PictureError):
    """The file could not be read, or changed while it was read."""


class Unfit(PictureError):
    """The picture is sound, but cannot become what was asked for."""


class Unreachable(Unfit):
    """No quality and no size of the picture fits the limit in bytes."""


class Unplaceable(PictureError):
    """The result could not be written."""


def first_of(group: BaseExceptionGroup[Error]) -> Error:
    """One error of a group, which may hold groups itself."""
    error = group.exceptions[0]
    return first_of(error) if isinstance(error, BaseExceptionGroup) else error
