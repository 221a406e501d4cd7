"""Pictures with limits in bytes: some that a quality keeps, and some that only fewer pixels keep."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Resize, Size
from vipsort.photo.work import Recipe
from vipsort.pixels import engine
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.make import CEILING, encoder_of
from vipsort.pixels.header import read_header

__all__ = ["SIDES", "Case", "Way", "cases", "engine"]

SIDES: Mapping[Format, int] = {Format.JPEG: 1920, Format.WEBP: 1280, Format.AVIF: 960}
"""Pixels of the longer side: few enough for AVIF to be done today."""

_WITHIN = 4
_BELOW = (0.7, 0.3)  # of the floor's size
_LEAST = 3_000  # bytes: below, a file is all headers


class Way(StrEnum):
    """How a limit is kept."""

    QUALITY = "quality"
    SHRINK_LAST = "--shrink last"
    SHRINK_FIRST = "--shrink first"


@dataclass(frozen=True, slots=True)
class Case:
    """A picture's canvas with a limit in its recipe, and the encoder that it gets."""

    canvas: Canvas
    encoder: Encoder
    limit: int
    way: Way


def cases(path: Path, format_: Format, effort: Effort) -> Iterator[Case]:
    """A camera's JPEG in one format: limits between floor and ceiling, then those below the floor, twice."""
    data = path.read_bytes()
    header = read_header(data, Format.JPEG)
    assert header  # noqa: S101 - JPEGs are decoded here
    side = SIDES[format_]
    recipe = Recipe(format_, Resize(Size(side, side)).fit(header.upright), effort=effort, metadata="none")
    canvas = Canvas(data, Format.JPEG, header, recipe)
    encoder = encoder_of(canvas)
    least, most = (len(canvas.encoded(1, encoder, quality)) for quality in (encoder.floor, CEILING))
    for way in Way:
        shares = _shares(most / least) if way is Way.QUALITY else _BELOW
        for limit in (round(least * share) for share in shares if least * share > _LEAST):
            asked = replace(recipe, max_size=limit, shrink_first=way is Way.SHRINK_FIRST)
            yield Case(Canvas(data, Format.JPEG, header, asked), encoder, limit, way)


def _shares(most: float) -> Iterator[float]:
    """Of the floor's size, up to `most` of it, evenly spread in the logarithm."""
    return (math.pow(most, (number + 0.5) / _WITHIN) for number in range(_WITHIN))
