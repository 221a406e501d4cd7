"""Pictures of one burst, as telephones name them: ``IMG_2_BURST001_COVER.jpg``, ``IMG_2_BURST002.jpg``."""

import re
from collections.abc import Iterable, Iterator

from vipsort.photo.kinds import BURST

_NAME = re.compile(r"(.+)_BURST[0-9]{1,4}(_COVER)?\.[A-Za-z]+", re.DOTALL)


def bursts(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pictures of each burst and who leads it: its cover, or else the first."""
    frames_of: dict[str, list[str]] = {}
    for name in names:
        if BURST in name and (match := _NAME.fullmatch(name)):
            frames_of.setdefault(match[1], []).append(name)
    for frames in frames_of.values():
        lead = next((name for name in frames if "_COVER." in name), frames[0])
        yield from ((name, lead) for name in frames if name != lead)
