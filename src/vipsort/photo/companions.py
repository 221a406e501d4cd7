"""Which files of a folder belong together: a rule of names alone.

A leader is a picture that others go with: its RAW, its live video, and what describes it or how it was edited. Two
pictures of one name that are no such pair, as downloads called ``image.jpg`` and ``image.png``, are strangers.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from unicodedata import is_normalized, normalize

from vipsort.photo.burst import bursts
from vipsort.photo.dates.sidecars import own_takeout, takeout_sidecar, xmp_sidecar
from vipsort.photo.formats import BY_SUFFIX, Format
from vipsort.photo.kinds import OF_A_PICTURE, OF_A_VIDEO, ending_of, is_video
from vipsort.photo.tie import Tie

_LEADING = (Format.HEIC, Format.JPEG, Format.TIFF, Format.PNG, Format.WEBP, Format.AVIF, Format.JXL, Format.RAW)
"""Who of one name leads: what can be shown before RAW, and the camera's own formats first."""

_WITH_A_VIDEO = frozenset({Format.HEIC, Format.JPEG, Format.RAW})  # what cameras take together with one
_VIDEO = len(_LEADING)  # leads what describes it, where there is no picture

_APPLE = re.compile(r"IMG_E?([0-9]+)")
_OF_A_PICTURE, _OF_A_VIDEO = (
    tuple(spelled for ending in endings for spelled in (ending, ending.upper()))
    for endings in (OF_A_PICTURE, OF_A_VIDEO)
)
_VERSIONS = 10


def tied(names: Sequence[str], sidecars: Collection[str]) -> dict[str, Tie]:
    """What ties the files of one folder, by their names; `sidecars` are the names of all that describe something.

    Whoever goes with another one is to come after it.
    """
    leads: dict[str, str] = {}
    for members in _by_stem(names):
        leads |= dict.fromkeys(_followers(members), members[0])
    if sidecars:
        able = [name for name in names if _rank(name) is not None]
        _describe(leads, {name: name for name in able}, sidecars)
        if not (_are_composed(able) and _are_composed(sidecars)):  # macOS decomposes, and not all that comes from it
            apart = {normalize("NFC", name): name for name in able if not name.isascii()}
            spelled = {normalize("NFC", name): name for name in sidecars if not name.isascii()}
            _describe(leads, apart, spelled, spelled)
    return _ties(leads, dict(bursts(names)))


def _by_stem(names: Iterable[str]) -> Iterator[list[str]]:
    """The names of each stem that more than one picture or video has, the leader first."""
    stems: dict[str, list[str]] = {}
    for name in names:
        if _rank(name) is not None:
            stems.setdefault(_stem(name), []).append(name)
    for members in stems.values():
        if len(members) > 1:
            yield sorted(members, key=lambda name: (_rank(name), ".MP." not in name, name))


def _followers(members: Sequence[str]) -> Iterator[str]:
    """Those that were taken together with the first."""
    first = _format(members[0])
    for name in members[1:]:
        format_ = _format(name)
        if format_ is None:
            taken_together = first in _WITH_A_VIDEO
        elif format_ is Format.RAW:
            taken_together = first not in {None, Format.RAW}
        else:
            taken_together = (first, format_) == (Format.HEIC, Format.JPEG)
        if taken_together:
            yield name


def _describe(
    leads: dict[str, str],
    able: Mapping[str, str],
    sidecars: Collection[str],
    spelled: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Add what describes a picture or a video, the nearer first; `able` and `spelled` are names by how to read them."""
    for rule in (_of_its_name, _of_its_versions, _of_its_stem, _of_its_original):
        for read, name in able.items():
            lead = name if rule in _BY_NAME else leads.get(name, name)
            for sidecar in rule(read, sidecars):
                leads.setdefault(spelled.get(sidecar, sidecar), lead)


def _of_its_name(name: str, sidecars: Collection[str]) -> Iterator[str]:
    """What has a picture's whole name, or that which Takeout made of it."""
    xmp = xmp_sidecar(name, sidecars)
    if xmp and xmp[: len(name)].lower() == name.lower():
        yield xmp
    if takeout := own_takeout(name, sidecars):
        yield takeout


def _of_its_versions(name: str, sidecars: Collection[str]) -> Iterator[str]:
    """What darktable writes beside ``a.cr2.xmp`` for other ways to develop it: ``a_01.cr2.xmp``."""
    if f"{name}.xmp" in sidecars:
        stem, _dot, ending = name.rpartition(".")
        asked = (f"{stem}_{number:02}.{ending}.xmp" for number in range(1, _VERSIONS))
        yield from (sidecar for sidecar in asked if sidecar in sidecars)


def _of_its_stem(name: str, sidecars: Collection[str]) -> Iterator[str]:
    """What has a picture's stem; and Apple's edits of an original, ``IMG_O1.AAE`` of ``IMG_1`` or ``IMG_E1``."""
    stem = name.rpartition(".")[0]
    apple = _APPLE.fullmatch(stem)
    asked = [stem + ending for ending in (_OF_A_VIDEO if is_video(name) else _OF_A_PICTURE)]
    asked += [f"IMG_O{apple[1]}{ending}" for ending in (".aae", ".AAE")] if apple else []
    return (sidecar for sidecar in asked if sidecar in sidecars)


def _of_its_original(name: str, sidecars: Collection[str]) -> Iterator[str]:
    """Takeout's JSON of what this one was edited from, where that is not there to have it."""
    if takeout := takeout_sidecar(name, sidecars):
        yield takeout


_BY_NAME = (_of_its_name, _of_its_versions)


def _are_composed(names: Iterable[str]) -> bool:
    return all(name.isascii() or is_normalized("NFC", name) for name in names)


def _ties(leads: Mapping[str, str], covers: Mapping[str, str]) -> dict[str, Tie]:
    companions: dict[str, list[str]] = {}
    for name, lead in leads.items():
        companions.setdefault(lead, []).append(name)
    leading = set(covers.values())
    return {
        name: Tie(leads.get(name, ""), tuple(companions.get(name, ())), covers.get(name, ""), name in leading)
        for name in {**leads, **companions, **covers, **dict.fromkeys(leading)}
    }


def _stem(name: str) -> str:
    """What the names of one picture share: ``PXL_1.MP.jpg`` has the video ``PXL_1.MP`` or ``PXL_1.mp4``."""
    return name.rpartition(".")[0].removesuffix(".MP")


def _format(name: str) -> Format | None:
    return BY_SUFFIX.get(ending_of(name))


def _rank(name: str) -> int | None:
    format_ = _format(name)
    if format_ in _LEADING:
        return _LEADING.index(format_)
    return _VIDEO if is_video(name) else None
