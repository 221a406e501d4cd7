"""A small part of a picture, in full detail, whose file size tells that of the whole."""

from dataclasses import dataclass

import pyvips

from vipsort.photo.formats import Format

_LEAST_PIXELS = 100_000  # below, a whole encode costs hardly more than a probe
_LEAST_PARTS = 6
_BAND = 16  # rows: whole blocks of JPEG with halved chroma, and of WebP
_FEW_BANDS = 64  # of a picture, where every fourth is taken and not every eighth
_BLOCK = 64  # pixels a side: AV1's superblock


@dataclass(frozen=True, slots=True)
class Sample:
    """Part of a picture, in memory, and its share of the pixels."""

    image: pyvips.Image
    share: float


def sample(image: pyvips.Image, format_: Format) -> Sample | None:
    """Bands from top to bottom, or for AVIF, which predicts across wide areas, scattered blocks; None if too small.

    `image` is one page in memory.
    """
    if image.width * image.height < _LEAST_PIXELS:
        return None
    parts = _blocks(image) if format_ is Format.AVIF else _bands(image)
    if parts is None:
        return None
    return Sample(parts.copy_memory(), parts.width * parts.height / (image.width * image.height))


def _bands(image: pyvips.Image) -> pyvips.Image | None:
    every = 4 if image.height < _FEW_BANDS * _BAND else 8
    tops = range(every // 2 * _BAND, image.height - _BAND + 1, every * _BAND)
    if len(tops) < _LEAST_PARTS:
        return None
    return pyvips.Image.arrayjoin([image.crop(0, top, image.width, _BAND) for top in tops], across=1)


def _blocks(image: pyvips.Image) -> pyvips.Image | None:
    # A lattice that meets every row and column of blocks, and no straight line of the picture twice in a row.
    corners = [
        (column * _BLOCK, row * _BLOCK)
        for row in range(image.height // _BLOCK)
        for column in range(image.width // _BLOCK)
        if (column * 3 + row * 5 + column * row // 7) % 8 == 0
    ]
    if len(corners) < _LEAST_PARTS:
        return None
    across = int(len(corners) ** 0.5)
    whole_rows = corners[: len(corners) // across * across]
    return pyvips.Image.arrayjoin([image.crop(x, y, _BLOCK, _BLOCK) for x, y in whole_rows], across=across)
