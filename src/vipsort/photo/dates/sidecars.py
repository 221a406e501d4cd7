"""Which file beside a picture speaks for it: a rule of names alone."""

import re
from collections.abc import Container, Iterator
from itertools import product

from vipsort.photo.dates.edited import EDITED_WORDS

_XMP = tuple("." + "".join(letters) for letters in product("xX", "mM", "pP"))

_METADATA = ".supplemental-metadata"  # cut at any length since 2024
_TITLE_UNITS = 46  # UTF-16 units: 51 with ".json"; emoji count twice
_STEM_UNITS = 47  # what Takeout leaves of a picture's own stem: 51 with ".jpg"

_NUMBERED = re.compile(r"(?s:(.*))(\([0-9]+\))")
_EDITED = re.compile(rf"(?s:(.*))-(?:{'|'.join(EDITED_WORDS)})", re.IGNORECASE)

# an edited HEIC comes out as JPEG, and its original keeps the sidecar
_ORIGINALS = tuple(
    case for kind in (".heic", ".jpg", ".jpeg", ".png", ".webp", ".dng", ".mp4") for case in (kind.upper(), kind)
)


def xmp_sidecar(name: str, names: Container[str]) -> str | None:
    """``x.jpg.xmp``, else ``x.xmp``; upper and lower case of the extensions do not matter."""
    stem, extension = _split(name)
    spellings = dict.fromkeys((extension, extension.lower(), extension.upper(), ""))
    asked = (stem + spelling + xmp for spelling in spellings for xmp in _XMP)
    return next((sidecar for sidecar in asked if sidecar in names), None)


def takeout_sidecar(name: str, names: Container[str]) -> str | None:
    """Google Takeout's JSON for this picture, cut and numbered as Takeout does it; an edited one has its original's.

    The rules, as counted by others: github.com/ente-io/ente/pull/4956, TheLastGimbus/GooglePhotosTakeoutHelper#449.
    """
    asked = (sidecar for title in _titles(name) for sidecar in _documents(title))
    return next((sidecar for sidecar in asked if sidecar in names), None)


def own_takeout(name: str, names: Container[str]) -> str | None:
    """Google Takeout's JSON for this very picture, not for one that it was edited from."""
    return next((sidecar for sidecar in _documents(name) if sidecar in names), None)


def _titles(name: str) -> Iterator[str]:
    """The picture, then those it may be an edited copy of."""
    yield name
    stem, extension = _split(name)
    stem, number = _without_number(stem)
    original = _without_edited(stem)
    if original:
        for kind in dict.fromkeys((extension, *_ORIGINALS)):
            yield original + number + kind


def _documents(title: str) -> Iterator[str]:
    """The names its JSON may have: ``IMG(2).jpg`` has ``IMG.jpg(2).json``, unless it was uploaded by that very name."""
    stem, extension = _split(title)
    stem, number = _without_number(stem)
    for asked, suffix in dict.fromkeys(((title, ""), (stem + extension, number))):
        yield f"{asked}{suffix}.json"
        for length in range(len(_METADATA), 0, -1):
            yield f"{asked}{_METADATA[:length]}{suffix}.json"
        if _units(asked) > _TITLE_UNITS:
            yield f"{_cut(asked)}{suffix}.json"


def _without_number(stem: str) -> tuple[str, str]:
    match = _NUMBERED.fullmatch(stem)
    return (match[1], match[2]) if match else (stem, "")


def _without_edited(stem: str) -> str:
    """The stem before the word for edited, or before what Takeout left of that word; empty if there is none."""
    if match := _EDITED.fullmatch(stem):
        return match[1]
    before, _, rest = stem.rpartition("-")
    cut = _units(stem) == _STEM_UNITS and rest and any(word.startswith(rest) for word in EDITED_WORDS)
    return before if cut else ""


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem else (name, "")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(title: str) -> str:
    return title.encode("utf-16-le", "surrogatepass")[: 2 * _TITLE_UNITS].decode("utf-16-le", "ignore")
