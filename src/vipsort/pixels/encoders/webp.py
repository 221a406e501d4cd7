"""WebP: lossy for photographs; for graphics without loss, where that is asked for."""

from collections.abc import Mapping
from dataclasses import replace

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.encoders.encoder import Encoder

_EFFORT: Mapping[Effort, int] = {Effort.FAST: 2, Effort.BALANCED: 4, Effort.SMALL: 6}


def webp(effort: Effort) -> Encoder:
    """The lossy encoder."""
    usual = Encoder(Format.WEBP, {"effort": _EFFORT[effort]}, tuple(range(1, 101)), usual=82, floor=32, smaller=60)
    if effort is not Effort.SMALL:
        return usual
    return replace(usual, cheaper=webp(Effort.FAST), work=0.22)


def lossless_webp(effort: Effort) -> Encoder:
    """Every pixel as it is: smaller than PNG, and than lossy WebP where there are few colours."""
    return Encoder(Format.WEBP, {"lossless": True, "effort": _EFFORT[effort]})
