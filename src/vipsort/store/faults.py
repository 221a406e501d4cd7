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


class PassingFault(VipsortError):
    """A fault that another try may not meet."""
