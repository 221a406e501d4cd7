"""What a file may be called: legal on every share, with the right ending, and no two alike."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from pathvalidate import sanitize_filename

from vipsort.photo.escape import shown
from vipsort.photo.formats import BY_SUFFIX, FACTS, Format

OURS = ".vipsort"
"""How the names of this program's own files and folders in DST start."""

Wanted = tuple[str, str, str]
"""Folder, stem and ending of a name."""

LONGEST_PART = 255 - 12 - 6  # bytes: 255 on every file system in use, with room for "-2", "-3", … and an ending

_ENDING = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{0,4}|3[A-Za-z][A-Za-z0-9])")  # .3gp and .3fr are no numbers
_PLAIN = re.compile(r"[A-Za-z0-9_-]{8,100}")
"""What every system can hold, as nearly all cameras write it; longer than any name that Windows keeps for devices."""
_BACKSLASH_ESCAPE = str.maketrans("\\", "_")


def split_name(filename: str) -> tuple[str, str]:
    """Stem and ending: ``holiday.2019`` has none, ``a.jpg`` has ``.jpg``; an ending has up to five characters."""
    stem, dot, ending = filename.rpartition(".")
    if not stem or not _ENDING.fullmatch(dot + ending):
        return filename, ""
    return stem, dot + ending


def right_ending(ending: str, format_: Format) -> str:
    """The ending as it is where it fits the content, else the usual one of the content."""
    return ending if BY_SUFFIX.get(ending.lower()) is format_ else FACTS[format_].suffixes[0]


def legal(part: str) -> str:
    """A folder's name or a file's stem that Windows shares and terminals can hold; never empty, never ``..``."""
    if _PLAIN.fullmatch(part):
        return part
    part = shown(unicodedata.normalize("NFC", part)).translate(_BACKSLASH_ESCAPE)
    # Its end first: Windows does not see it, so that "con ." is the console.
    part = sanitize_filename(part.rstrip(". "), platform="universal", replacement_text="_")
    part = part.encode()[:LONGEST_PART].decode(errors="ignore").rstrip(". ") or "_"
    return f"_{part}" if part.lower().startswith(OURS) else part


@lru_cache(maxsize=1024)  # the same few folders, for thousands of pictures
def legal_folder(path: str) -> str:
    """A relative folder whose every part is legal; empty parts and ways up are gone."""
    return "/".join(legal(part) for part in path.split("/") if part not in {"", ".", ".."})


def folded(path: str) -> str:
    """What two names share that some file system takes for the same: no case, one Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def stem_of(path: str) -> str:
    """A path without its ending; empty where its name has none, and so shares no stem with anybody."""
    folder, slash, name = path.rpartition("/")
    stem, ending = split_name(name)
    return folder + slash + stem if ending else ""


def has_stem(path: str, stem: str) -> bool:
    """Whether a path is a stem with an ending, or that stem reserved for those that belong together."""
    return path == reserved(stem) or stem_of(path) == stem


def reserved(stem: str) -> str:
    """What stands among the given names for all of a stem: no legal name ends in a dot."""
    return f"{stem}."


def numbered_names(folder: str, stem: str, ending: str) -> Iterator[str]:
    """``IMG.jpg``, ``IMG-2.jpg``, ``IMG-3.jpg`` … in a folder, without end."""
    prefix = f"{folder}/{stem}" if folder else stem
    yield prefix + ending
    for number in count(2):
        yield f"{prefix}-{number}{ending}"
