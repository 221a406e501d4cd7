"""PNG: lossless, as small as the effort allows; where bytes are short, a palette."""

from collections.abc import Mapping
from dataclasses import replace

import pyvips

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.rung import Rung

# Compression and filter. Filters make text and drawings a third bigger, and photographs a third smaller. For these,
# "all" at 9 takes three times as long as at 7 and gains nothing.
_Way = tuple[int, str]
_PHOTOGRAPH: Mapping[Effort, _Way] = {Effort.FAST: (3, "sub"), Effort.BALANCED: (6, "all"), Effort.SMALL: (7, "all")}
_GRAPHIC: Mapping[Effort, _Way] = {Effort.FAST: (3, "none"), Effort.BALANCED: (6, "none"), Effort.SMALL: (9, "none")}

# How long colours are chosen. Above 5 it takes twice as long for a twentieth of the bytes; 4 is worse than 1.
_CHOOSING: Mapping[Effort, int] = {Effort.FAST: 1, Effort.BALANCED: 5, Effort.SMALL: 7}

LOOKED_AT = 4_000_000
"""Pixels up to which it is worth the memory to see whether a picture is a graphic, where no size is asked."""

_GREY = 2  # bands, alpha included: 256 shades are all there are


def png(effort: Effort, content: Content = Content.PHOTOGRAPH) -> Encoder:
    """The lossless encoder."""
    return _lossless(*(_GRAPHIC if content is Content.GRAPHIC else _PHOTOGRAPH)[effort])


def png_rungs(effort: Effort, content: Content, image: pyvips.Image) -> tuple[Rung, ...]:
    """The ways to write an image in memory, harmless first; below the last, fewer pixels look better."""
    lossless = _quick_and_strong(effort, content)
    palettes = _palettes(effort, content, image)
    if image.format != "ushort":
        return (*lossless, *palettes)
    way = lossless[-1].encoder
    shallow = Rung(_with(way, bitdepth=8), "with 8 bits a channel")
    return (*lossless, shallow, *(replace(rung, encoder=_with_depth(rung.encoder)) for rung in palettes))


def _quick_and_strong(effort: Effort, content: Content) -> tuple[Rung, ...]:
    """Without loss. With filters a drawing full of shades is down to a third of what it is without, after all."""
    first = Rung(png(effort, content))
    strong: tuple[Rung, ...]
    if content is Content.PHOTOGRAPH:
        strong = (Rung(_lossless(*_PHOTOGRAPH[Effort.SMALL]), least=0.6),)
    else:
        strong = (Rung(_lossless(6, "all"), least=0.15), Rung(_lossless(*_GRAPHIC[Effort.SMALL]), least=0.25))
    return (first, *(rung for rung in strong if rung.encoder != first.encoder))


def _palettes(effort: Effort, content: Content, image: pyvips.Image) -> tuple[Rung, ...]:
    """With fewer and fewer colours: in as many bytes they look better than fewer pixels without loss do.

    That holds for all but smooth shades that were computed. Photographs stop where colours begin to swim; text can be
    read with 16.
    """
    sixteen = Rung(_palette(effort, bitdepth=4), "with a palette of 16 colours", 0.2)
    if image.bands <= _GREY:
        return (sixteen,)
    many = Rung(_palette(effort, Q=100), "with a palette of 256 colours", 0.09)
    few = "with a palette of few colours"
    fewer = (Rung(_palette(effort, Q=70), few, 0.08), Rung(_palette(effort, Q=50), few, 0.25))
    return (many, *fewer, *([sixteen] if content is Content.GRAPHIC else []))


def _lossless(compression: int, filter_: str) -> Encoder:
    return Encoder(Format.PNG, {"compression": compression, "filter": filter_})


def _palette(effort: Effort, **options: int) -> Encoder:
    chosen = {"palette": True, "effort": _CHOOSING[effort], "dither": 1.0, "compression": 9, "filter": "none"}
    return Encoder(Format.PNG, {**chosen, **options})


def _with_depth(encoder: Encoder) -> Encoder:
    """Of 16 bits a channel libvips makes no palette unless it is told how many bits there are to be."""
    return encoder if "bitdepth" in encoder.options else _with(encoder, bitdepth=8)


def _with(encoder: Encoder, **options: int) -> Encoder:
    return replace(encoder, options={**encoder.options, **options})
