"""Which names a file system takes for the same, and which it stores as they are."""

import os
import unicodedata
from pathlib import Path

from vipsort.store.selftest.finding import Finding, Promise

_NEEDED = {  # whatever vipsort is told, the names that it gives are of these kinds
    "255 bytes": b"x" * 251 + b".jpg",
    "other scripts": "写真 Ünïcode.jpg".encode(),
}
_ODD = {
    "a colon": b"10:11.jpg",
    "a question mark": b"who?.jpg",
    "a dot at the end": b"dot.",
    "bytes that are no UTF-8": b"\xff\xfe.jpg",
}


def case(folder: Path) -> Finding:
    """Whether names that differ in case are two files."""
    if _are_two(folder, "a.JPG", "a.jpg"):
        return Finding("case", "a.JPG and a.jpg are two files")
    return Finding("case", "a.JPG and a.jpg are one file; names are kept apart beyond case everywhere")


def unicode_forms(folder: Path) -> Finding:
    """Whether one word in two Unicode forms is two files, and whether names come back in the form they had."""
    composed, apart = (unicodedata.normalize(form, "é.jpg") for form in ("NFC", "NFD"))
    are_two = _are_two(folder, composed, apart)
    listed = os.listdir(folder)  # noqa: PTH208 - names as they are
    kept = "kept as they are given" if composed in listed else "changed to another form"
    return Finding("unicode", f"é composed and é in two parts are {'two files' if are_two else 'one file'}, {kept}")


def names(folder: Path) -> Finding:
    """Which names come back as they were given."""
    refused = [word for word, name in (_NEEDED | _ODD).items() if not _comes_back(folder, name)]
    needed = [word for word in refused if word in _NEEDED]
    if not refused:
        return Finding("names", "all kinds of names are stored as they are")
    spared = "" if needed else "; vipsort gives no such names"
    return Finding("names", f"not stored as given: {', '.join(refused)}{spared}", Promise.NAMED if needed else None)


def _are_two(folder: Path, first: str, second: str) -> bool:
    (folder / first).touch(exist_ok=False)
    try:
        (folder / second).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _comes_back(folder: Path, name: bytes) -> bool:
    path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - bytes
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except OSError:
        return False
    found = {unicodedata.normalize("NFC", os.fsdecode(each)) for each in os.listdir(os.fsencode(folder))}  # noqa: PTH208 - bytes
    return unicodedata.normalize("NFC", os.fsdecode(name)) in found
