"""JPEG: the quantisation table that looks best at equal bytes, and as much entropy coding as the effort allows."""

from collections.abc import Mapping
from dataclasses import replace

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.encoders.encoder import Encoder

WHITE = [255, 255, 255]
TABLE = 5
"""libvips' number of the table by Klein, Silverstein and Carney (1992): by SSIMULACRA 2 the best of the nine that there
are but at the highest qualities, where number 2 is level with it (bench/settings.py)."""

STREAMED_ABOVE = 24_000_000
"""Pixels above which JPEGs are coded plainly: every other way holds all coefficients, 6 bytes a pixel."""


def jpeg(effort: Effort, pixels: int, *, for_size: bool) -> Encoder:
    """The encoder for a picture of so many pixels; `for_size` where bytes are what is asked for.

    Chroma is halved at every quality: by itself libvips would stop halving it at 90, and the size jump. At equal bytes
    that looks better in nearly all graphics, too (bench/graphics.py).
    """
    optimised = for_size or effort is Effort.SMALL
    coding: dict[str, object] = {"optimize_coding": True} if optimised and effort is not Effort.FAST else {}
    if pixels > STREAMED_ABOVE:
        coding, effort = {}, Effort.FAST
    plainer = _coded({}, "on", effort) if coding and effort is Effort.BALANCED else None
    return replace(_coded(coding, "on", effort), plainer=plainer, richer=_coded(coding, "off", effort))


def _coded(coding: Mapping[str, object], chroma: str, effort: Effort) -> Encoder:
    options = {"quant_table": TABLE, "background": WHITE, "subsample_mode": chroma, **coding}
    encoder = Encoder(Format.JPEG, options, tuple(range(1, 101)), usual=85, floor=36, smaller=55)
    if effort is not Effort.SMALL:
        return encoder
    smallest = {**options, "interlace": True, "trellis_quant": True, "optimize_scans": True}
    return replace(encoder, options=smallest, cheaper=encoder, work=0.12)
