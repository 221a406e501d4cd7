"""One run at a time in a DST."""

import errno
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vipsort.photo.errors import RunError

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file while the run lasts; the system lets go of it however the run ends. Raises RunError."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunError(f"another run holds {path.parent.parent}") from error
        except OSError as error:
            if error.errno not in _NO_LOCKS:  # a share without locks must do without one
                raise RunError(f"cannot lock {path}: {error.strerror}") from error
        yield
