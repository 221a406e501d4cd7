"""What a run did with one file, taken back: its original where it was, and what was placed gone.

Nothing is removed from DST but what is still what was placed there, and only while the original lies in SRC again.
"""

import os
from dataclasses import dataclass

from vipsort.photo.errors import PictureError
from vipsort.store.deeds import Deed
from vipsort.store.entries import make_durable, remove, remove_empty
from vipsort.store.folders import sync_folder
from vipsort.store.place import NameTaken, place
from vipsort.store.read import digest_of, open_regular
from vipsort.store.root import Root


class LeftAlone(Exception):
    """Something stays as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class GivingBack:
    """Takes back what a run did from `src` to `dst`. `kept` is the run's own folder in the trash, where it has one.

    With `only_tell` everything is looked at and nothing changed.
    """

    src: Root
    dst: Root
    kept: Root | None
    only_tell: bool = False

    def return_original(self, deed: Deed) -> None:
        """Put an original that left SRC back into its place. Raises LeftAlone."""
        if self.src.has(deed.source):
            if not self._holds(self.src, deed.source, deed.digest):
                raise LeftAlone("another file has its place in SRC")
            self._keep(deed)
        elif self.kept and self._holds(self.kept, deed.source, deed.digest):
            self._copy(self.kept, deed.source, deed)
        elif self._holds(self.dst, deed.target, deed.digest):
            self._copy(self.dst, deed.target, deed)
        else:
            raise LeftAlone("its original was removed, and no copy of it is left")
        self._clear_trash(deed)

    def make_sure(self, deed: Deed) -> None:
        """Whether what was placed may go: it is what was placed, and its original is in SRC. Raises LeftAlone.

        What is gone already may go.
        """
        if self.dst.has(deed.target) and not self._holds(self.dst, deed.target, deed.placed_digest):
            raise LeftAlone(f"{deed.target} has changed since it was placed")
        returned_in_a_dry_run = self.only_tell and deed.was_removed
        if not returned_in_a_dry_run and not self._holds(self.src, deed.source, deed.digest):
            raise LeftAlone(f"its original is not in SRC any more: {deed.target} may be all that is left of it")

    def _keep(self, deed: Deed) -> None:
        """What a killed undo, or somebody else, has put back may not be durable yet."""
        if self.only_tell:
            return
        try:
            make_durable(self.src, deed.source)
        except (OSError, PictureError) as error:
            raise LeftAlone(f"its original cannot be made durable: {error}") from error

    def _clear_trash(self, deed: Deed) -> None:
        """What is in SRC again goes from the trash, also where it was not put back from there."""
        if self.kept and not self.only_tell and self._holds(self.kept, deed.source, deed.digest):
            remove(self.kept, deed.source)
            remove_empty(self.kept, deed.source.rpartition("/")[0])

    def _copy(self, root: Root, name: str, deed: Deed) -> None:
        if self.only_tell:
            return
        folder = deed.source.rpartition("/")[0]
        try:
            with os.fdopen(open_regular(root, name), "rb") as file:
                place(self.src, deed.source, file, deed.mtime_ns)
        except (PictureError, NameTaken) as error:
            raise LeftAlone(str(error)) from error
        sync_folder(self.src, folder)
        if not self._holds(self.src, deed.source, deed.digest):
            raise LeftAlone("what was put back into SRC is not what was read there")

    def _holds(self, root: Root, name: str, digest: str) -> bool:
        try:
            return digest_of(root, name) == digest
        except (OSError, PictureError):
            return False
