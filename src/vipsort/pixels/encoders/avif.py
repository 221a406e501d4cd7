"""AVIF: 64 quantisers behind 100 qualities, and efforts that differ sevenfold in time."""

from collections.abc import Mapping
from dataclasses import replace

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.encoders.encoder import Encoder

_EFFORT: Mapping[Effort, int] = {Effort.FAST: 0, Effort.BALANCED: 2, Effort.SMALL: 4}

# The highest quality of each of libaom's 64 quantisers, as libheif maps them; the others make the same file again.
_QUALITIES = (
    2, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 34, 36, 38, 39, 41, 43, 44, 46, 48, 49, 51, 53, 54, 55,
    57, 58, 59, 61, 62, 63, 65, 66, 67, 69, 70, 71, 73, 74, 75, 77, 78, 79, 81, 82, 83, 85, 86, 87, 89, 90, 91, 93, 94,
    95, 97, 98, 99, 100,
)  # fmt: skip


_WORK_OF_FAST = {Effort.BALANCED: 0.18, Effort.SMALL: 0.03}  # times that of the effort itself

WHOLE_CHROMA_UP_TO = 6_000_000
"""Pixels up to which chroma stays whole: above, the encoder would hold 33 bytes a pixel instead of 21."""


def avif(effort: Effort, pixels: int) -> Encoder:
    """The encoder for a picture of so many pixels.

    Above quality 45 whole chroma looks a little better at equal bytes in AVIF, for an eighth more time
    (bench/settings.py).
    """
    chroma = "off" if pixels <= WHOLE_CHROMA_UP_TO else "on"
    options = {"compression": "av1", "effort": _EFFORT[effort], "subsample_mode": chroma}
    encoder = Encoder(Format.AVIF, options, _QUALITIES, usual=60, floor=32, smaller=50)
    if effort is Effort.FAST:
        return encoder
    return replace(encoder, cheaper=avif(Effort.FAST, pixels), work=_WORK_OF_FAST[effort])
