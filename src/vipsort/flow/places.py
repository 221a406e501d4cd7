"""SRC, DST and the trash: whether they can be what they are said to be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vipsort.flow.settings import Settings
from vipsort.photo.errors import RunError, UsageError


def check_places(settings: Settings) -> None:
    """Whether SRC and DST can be what they are said to be. Raises UsageError, RunError."""
    with looking():
        _check(settings.src, settings.dst, settings.trash)
        _check_log(settings.log, settings.dst)


@contextmanager
def looking() -> Iterator[None]:
    """What goes wrong inside is a share that hiccups, not a place that cannot be. Raises RunError."""
    try:
        yield
    except OSError as error:
        raise RunError(f"cannot look at {error.filename}: {error.strerror}") from error


def check_src(src: Path) -> None:
    """Whether SRC can be read. Raises UsageError."""
    if not src.exists():
        raise UsageError(f"SRC {src} does not exist{perhaps(src)}")
    if not (src.is_dir() or src.is_file()):
        raise UsageError(f"SRC {src} is neither a folder nor a file: name one of these")
    if not os.access(src, os.R_OK | os.X_OK if src.is_dir() else os.R_OK):
        raise UsageError(
            f"SRC {src} cannot be read: permission denied; get the right to it (chown, chmod), or run as its owner"
        )


def check_dst(dst: Path) -> None:
    """Whether DST is a folder, or none yet. Raises UsageError."""
    if dst.exists() and not dst.is_dir():
        raise UsageError(f"DST {dst} is not a folder: name one, which need not be there yet")


def _check_log(log: Path | None, dst: Path) -> None:
    """Before the first error has to be written there; DST may be made until then."""
    if log and log.is_dir():
        raise UsageError(f"the log {log} is a folder: name a file in it")
    if log and not (log.parent.is_dir() or _is_above(dst, log)):
        raise UsageError(f"the log {log} cannot be: there is no folder {log.parent}")


def _check(src: Path, dst: Path, trash: Path | None) -> None:
    check_src(src)
    check_dst(dst)
    if _in_each_other(src, dst):
        raise UsageError(f"SRC {src} and DST {dst} must not lie in each other: choose a DST beside SRC")
    for word, place in (("SRC", src), ("DST", dst)):
        if trash and _in_each_other(trash, place):
            raise UsageError(
                f"the trash {trash} and {word} {place} must not lie in each other: choose a trash beside them"
            )


def perhaps(missing: Path) -> str:
    """What may have been meant by a path that is not there, to be said behind it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only who errs needs it

    above = next((folder for folder in missing.parents if folder.is_dir()), missing.parent)
    name, *below = missing.relative_to(above).parts or (missing.name,)
    with suppress(OSError):
        close = get_close_matches(name, os.listdir(above), 1)  # noqa: PTH208 - names alone
        if close:
            return f"; did you mean {Path(above, close[0], *below)}?"
    return f": {above} is there, and nothing in it is spelt alike; is it mounted?"


def _in_each_other(one: Path, other: Path) -> bool:
    return _is_above(one, other) or _is_above(other, one)


def _is_above(folder: Path, path: Path) -> bool:
    """Whether a folder is a path or above it, by whichever name it is reached."""
    upwards = (path.resolve(), *path.resolve().parents)
    by_name = folder.resolve() in upwards
    return by_name or (folder.exists() and any(above.exists() and above.samefile(folder) for above in upwards))
