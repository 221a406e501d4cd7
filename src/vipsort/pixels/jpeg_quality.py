"""The quality of a JPEG as its quantisation tables tell it, without decoding: which of ours is as coarse."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import pyvips

from vipsort.photo.policy import Effort
from vipsort.pixels.data import Data
from vipsort.pixels.encoders.jpeg import jpeg

_HEAD = 1 << 20  # bytes in which the tables are looked for: they stand behind metadata and profiles
_DQT, _SOS = 0xDB, 0xDA
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_SAME = 0.002  # of the mean logarithm: rounding


def jpeg_quality(data: Data) -> int | None:
    """The highest quality of ours that is no finer than the picture's own; None where it has no table to be seen."""
    table = _first_table(_head(data))
    if table is None:
        return None
    own = _mean_log(table)
    as_fine = bisect_left(range(1, 101), -own - _SAME, key=lambda quality: -_coarseness_at(quality)) + 1
    return as_fine if _coarseness_at(as_fine) > own - _SAME else max(1, as_fine - 1)


@cache
def _coarseness_at(quality: int) -> float:
    """How coarse our own encoder is."""
    encoder = jpeg(Effort.FAST, 64, for_size=False)
    table = _first_table(encoder.write(pyvips.Image.black(8, 8), quality))
    assert table  # noqa: S101 - we wrote it
    return _mean_log(table)


def _mean_log(table: Sequence[int]) -> float:
    return sum(map(math.log, table)) / len(table)


def _first_table(data: bytes) -> Sequence[int] | None:
    """The steps of the first quantisation table, which is that of brightness; None where there is no sound one."""
    start = 2
    while start + 4 <= len(data) and data[start] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = data[start + 1]
        if marker in _WITHOUT_LENGTH or marker == 0xFF:  # noqa: PLR2004 - fill bytes may stand before a marker
            start += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        if marker == _SOS:
            return None
        length = int.from_bytes(data[start + 2 : start + 4], "big")
        if marker == _DQT:
            return _steps(data[start + 4 : start + 2 + length])
        start += 2 + length
    return None


def _steps(segment: bytes) -> Sequence[int] | None:
    width = 2 if segment[:1] and segment[0] >> 4 else 1
    steps = [int.from_bytes(segment[at : at + width], "big") for at in range(1, 1 + 64 * width, width)]
    return steps if all(steps) else None


def _head(data: Data) -> bytes:
    if isinstance(data, bytes):
        return data
    data.seek(0)
    return data.read(_HEAD)
