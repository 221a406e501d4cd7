"""SRC or DST as a folder held by its descriptor: everything below is reached through it, and nothing outside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from vipsort.photo.errors import RunError
from vipsort.store.beneath import HANDLE, open_beneath
from vipsort.store.faults import GONE


class Entry(NamedTuple):
    """A name in a folder that is held by its descriptor: what the calls with ``dir_fd`` want."""

    folder: int
    name: str


@dataclass(frozen=True, slots=True)
class Root:
    """A context manager that lets go of the folder. `word` is what errors call it: SRC or DST.

    Names are relative, parted by "/", bytes that are no UTF-8 as surrogates; the empty one is the folder itself.
    """

    path: Path
    word: str
    fd: int
    remarks: set[str] = field(default_factory=set)
    """What it cannot do, for people, each to be said once at the end of a run."""

    @classmethod
    def open(cls, path: Path, word: str) -> Self:
        """Hold a folder. Raises RunError."""
        try:
            return cls(path, word, os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        except OSError as error:
            raise RunError(f"{word} {path} cannot be opened: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        os.close(self.fd)

    def check(self) -> None:
        """Whether the path still leads to the folder that is held, and its file system answers. Raises RunError."""
        try:
            with suppress(PermissionError):  # a share need not tell how full it is
                os.fstatvfs(self.fd)  # asks the file system, where fstat may be answered from a cache
            held, there = os.fstat(self.fd), self.path.stat()
        except OSError as error:
            raise RunError(f"{self.word} {self.path} is gone: {error.strerror}") from error
        if (held.st_dev, held.st_ino) != (there.st_dev, there.st_ino):
            raise RunError(f"{self.word} {self.path} is gone: another file system, or none, lies there now")

    def check_after(self, error: OSError) -> None:
        """Raise RunError where an error says that nothing below can be reached any more."""
        if error.errno in GONE:
            raise RunError(f"{self.word} {self.path} is gone: {error.strerror}") from error

    def open_file(self, name: str, flags: int = os.O_RDONLY) -> int:
        """A descriptor of what has that name, for the caller to close. Raises OSError."""
        return open_beneath(self.fd, name, flags)

    def has(self, name: str, flags: int = 0) -> bool:
        """Whether anything has that name, and is what the flags ask for. Raises OSError where that cannot be told."""
        try:
            os.close(open_beneath(self.fd, name, HANDLE | flags))
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    @contextmanager
    def folder(self, name: str, flags: int = os.O_RDONLY) -> Iterator[int]:
        """Hold a folder below, as a descriptor that can be listed and synced. Raises OSError."""
        descriptor = open_beneath(self.fd, name, flags | os.O_DIRECTORY)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def entry(self, name: str) -> Iterator[Entry]:
        """Hold the folder that a name lies in, whether or not anything has that name. Raises OSError."""
        folder, _slash, last = name.rpartition("/")
        with self.folder(folder, HANDLE) as held:
            yield Entry(held, last)
