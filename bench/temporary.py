"""How much a process and its children keep in temporary files, those that have no name any more among them."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

_EVERY = 0.05  # seconds


@contextmanager
def watched(processes: Callable[[], Iterable[int]], folder: Path) -> Iterator[Callable[[], int]]:
    """Look again and again while the block lasts; tells the most bytes that were seen at once."""
    most, over = 0, threading.Event()

    def look() -> None:
        nonlocal most
        while not over.wait(_EVERY):
            most = max(most, _held(processes(), folder))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield lambda: most
    finally:
        over.set()
        watcher.join()


def _held(processes: Iterable[int], folder: Path) -> int:
    """Bytes on the disk: of files in the folder, and of removed ones that a process still holds."""
    sizes: dict[tuple[int, int], int] = {}
    named = folder.rglob("*")
    opened = (each for process in processes for each in _descriptors(process))
    for file, counts_always in [*((file, True) for file in named), *((file, False) for file in opened)]:
        with suppress(OSError):
            found = file.stat()
            if S_ISREG(found.st_mode) and (counts_always or _has_no_name(file, found.st_nlink)):
                sizes[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(sizes.values())


def _descriptors(process: int) -> list[Path]:
    with suppress(OSError):
        return list(Path(f"/proc/{process}/fd").iterdir())
    return []


def _has_no_name(descriptor: Path, links: int) -> bool:
    return links == 0 and not str(descriptor.readlink()).startswith(("/memfd:", "/dev/"))
