"""What an error of a file system means: try again, the share is gone, stop the run, or one picture's trouble."""

import errno

from vipsort.photo.errors import VipsortError

PASSING = {errno.EIO, errno.ESTALE, errno.EAGAIN, errno.EBUSY, errno.ETIMEDOUT, errno.EINTR}
"""Another try may not meet it: a share that hiccups."""

GONE = {errno.ENOTCONN, errno.ENODEV, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN}
"""Nothing answers any more."""

STOPPING = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the quota is used up", errno.EROFS: "it is read-only"}
"""No other picture would fare better."""

NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EROFS}
"""A file system that cannot make anything durable on demand."""


_WAYS_OUT = {
    errno.EROFS: "mount it for writing (mount -o remount,rw), or choose another place",
    errno.EACCES: "get the right to it (chown, chmod), or run as its owner",
    errno.EPERM: "get the right to it (chown, chmod), or run as its owner",
    errno.ENOSPC: "make room there",
    errno.EDQUOT: "make room within your quota",
    **dict.fromkeys(
        (errno.EEXIST, errno.ENOTDIR, errno.EISDIR),
        "something else has that name: move it away, or choose another place",
    ),
    **dict.fromkeys(GONE, "mount it again"),
}


def way_out(error: BaseException | None) -> str:
    """What a person can do about what the system said, wherever in the chain of causes it said so; may be empty."""
    while error is not None:
        if isinstance(error, OSError):
            return _WAYS_OUT.get(error.errno or 0, "")
        error = error.__cause__
    return ""


class PassingFault(VipsortError):
    """A fault that another try may not meet."""
