"""The camera pictures that size curves are fitted on, and the others that they are tried on.

They are the JPEGs above 600 kB of the public collection metadata-extractor-images (by Drew Noakes and contributors,
"free to use however you wish"), at commit 4beba640487802442bc9931fb01274e908102d3a: real files of 110 cameras and
telephones from 1999 to 2018. In the order of their names every other one is for fitting.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import pyvips

_LEAST_BYTES = 600_000
_DAMAGED = frozenset({"Issue 308.jpg", "User Comment Encoding.jpg"})


class Half(StrEnum):
    """Which of the pictures."""

    FITTED_ON = "fitted-on"
    HELD_OUT = "held-out"


def pictures(folder: Path, half: Half) -> Sequence[Path]:
    """The files of one half, below the collection's folder."""
    found = [path for path in folder.rglob("*") if path.suffix.lower() == ".jpg" and path.name not in _DAMAGED]
    sound = sorted((path for path in found if path.stat().st_size > _LEAST_BYTES), key=lambda path: path.name)
    return sound[::2] if half is Half.FITTED_ON else sound[1::2]


def draw(path: Path, side: int) -> pyvips.Image:
    """The picture with its longer side at most so many pixels, in memory."""
    return pyvips.Image.thumbnail_buffer(path.read_bytes(), side, height=side, size="down").copy_memory()
