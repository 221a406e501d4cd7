"""An original taken out of SRC, once its copy in DST has been read again: into the trash, or for good.

It is put aside under another name first and only removed when its copy still lies there: where two paths lead to one
file (a bind mount, a share that leads back to this machine, a union of disks), the copy would have gone with it.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest

from vipsort.photo.errors import PictureError
from vipsort.photo.model import Source
from vipsort.store.entries import make_durable, move, remove
from vipsort.store.folders import make_folder, sync_folder
from vipsort.store.place import NameTaken, place
from vipsort.store.read import CHUNK, digest_of, open_regular
from vipsort.store.root import Root

_NO_LINK = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


@dataclass(frozen=True, slots=True)
class Leaving:
    """An original on its way out of SRC, and the file in DST that stands for it.

    `digest` is the BLAKE3 of its bytes as they were read, `placed_digest` that of the file in DST as it was placed.
    `is_twin` where another file's copy stands for it, or one that an earlier run made: then its bytes are compared.
    `aside` is the name that it is put under, in its own folder; `kept_as` that below the trash.
    """

    source: Source
    digest: str
    target: str
    placed_digest: str
    is_twin: bool
    aside: str
    kept_as: str


class Stays(Exception):
    """The original stays where it is; the text says why."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes originals out of `src`, whose copies lie in `dst`; into `trash` where there is one."""

    src: Root
    dst: Root
    trash: Root | None = None

    def make_sure(self, leaving: Leaving) -> None:
        """See that the copy is durable, read it again, and a twin's original too. Raises Stays."""
        with _staying(leaving.target):
            make_durable(self.dst, leaving.target)
            if digest_of(self.dst, leaving.target) != leaving.placed_digest:
                raise Stays(f"{leaving.target} is not what was placed there")
            if leaving.is_twin:
                self._compare(leaving)

    def take_out(self, leaving: Leaving) -> None:
        """Put it aside, see that it is what was read and that its copy is still there, then let it go. Raises Stays."""
        name = leaving.source.name
        with _staying(name):
            try:
                move(self.src, name, leaving.aside)
            except FileNotFoundError:
                return  # somebody else, or an engine before this one, has taken it out
        try:
            with _staying(name):
                self._look_again(leaving)
                if self.trash:
                    self._keep(leaving, self.trash)
                remove(self.src, leaving.aside)
        except Stays:
            with _staying(name):
                move(self.src, leaving.aside, name)
            raise

    def _look_again(self, leaving: Leaving) -> None:
        with os.fdopen(open_regular(self.src, leaving.aside), "rb") as file:
            now = os.fstat(file.fileno())
        if (now.st_size, now.st_mtime_ns) != (leaving.source.size, leaving.source.mtime_ns):
            raise Stays("it has changed since it was read")
        if not self.dst.has(leaving.target):
            raise Stays(f"it and {leaving.target} are one file")

    def _compare(self, leaving: Leaving) -> None:
        """A copy is compared byte by byte; where it was made anew, the original must be the very bytes it is of."""
        name = leaving.source.name
        if leaving.placed_digest != leaving.digest:
            same = digest_of(self.src, name) == leaving.digest
        else:
            same = _same_bytes(self.src, name, self.dst, leaving.target)
        if not same:
            raise Stays(f"it is not what {leaving.target} was made of")

    def _keep(self, leaving: Leaving, trash: Root) -> None:
        """Move it below the trash, or copy it where that is on another disk."""
        folder = leaving.kept_as.rpartition("/")[0]
        make_folder(trash, folder)
        try:
            with self.src.entry(leaving.aside) as aside, trash.entry(leaving.kept_as) as kept:
                os.link(aside.name, kept.name, src_dir_fd=aside.folder, dst_dir_fd=kept.folder, follow_symlinks=False)
        except FileExistsError:
            if digest_of(trash, leaving.kept_as) != leaving.digest:  # else an engine before this one kept it
                raise
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            with os.fdopen(open_regular(self.src, leaving.aside), "rb") as file:
                place(trash, leaving.kept_as, file, leaving.source.mtime_ns)
            if digest_of(trash, leaving.kept_as) != leaving.digest:
                raise Stays("the trash does not hold what was put there") from error
        sync_folder(trash, folder)


def _same_bytes(one: Root, name: str, other: Root, its_name: str) -> bool:
    with (
        os.fdopen(open_regular(one, name), "rb", buffering=0) as first,
        os.fdopen(open_regular(other, its_name), "rb", buffering=0) as second,
    ):
        pairs = zip_longest(iter(lambda: first.read(CHUNK), b""), iter(lambda: second.read(CHUNK), b""))
        return all(mine == its for mine, its in pairs)


@contextmanager
def _staying(name: str) -> Iterator[None]:
    """What cannot be done keeps the original where it is."""
    try:
        yield
    except OSError as error:
        raise Stays(f"{name}: {error.strerror}") from error
    except (PictureError, NameTaken) as error:
        raise Stays(f"{name}: {error}") from error
