"""Which files are looked at, by name and size alone."""

from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from vipsort.photo.model import Source
from vipsort.photo.policy import Selection
from vipsort.photo.units import show_size


def passed_over(source: Source, selection: Selection) -> str:
    """Why a file is not looked at; empty when it is."""
    if source.barred:
        return source.barred
    if any(_matches(source.name, glob) for glob in selection.exclude):
        return "excluded"
    if selection.include and not any(_matches(source.name, glob) for glob in selection.include):
        return "not included"
    if source.size < selection.min_size:
        return f"smaller than {show_size(selection.min_size)}"
    return ""


def _matches(name: str, glob: str) -> bool:
    """Whether a glob names the file or a folder above it, by path or by bare name, without regard to case."""
    path = PurePosixPath(name.lower())
    glob = glob.lower().removeprefix("./").rstrip("/")
    above = [path, *path.parents][:-1]
    return any(
        fnmatchcase(str(each), glob) or fnmatchcase(f"/{each}", glob) or fnmatchcase(each.name, glob) for each in above
    )
