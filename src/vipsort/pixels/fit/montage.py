"""What is judged in place of a whole picture: tiles in full detail that stand for it.

Tiles of 128 pixels are ranked by contrast, and one is taken out of each of 24 equal parts of the ranking; out of 16 in
a picture of less than 48 tiles. So they missed the SSIMULACRA 2 of a whole JPEG by 0.4 points, where as many on a
lattice missed it by 1.0 (standard deviation over 15 pictures); tiles of 64 pixels are worse for their seams. Corners
stay on multiples of 64, where blocks of JPEG and AV1 meet.

For JPEG and AVIF the tiles are joined and encoded by themselves. WebP spreads its bits over the picture by what else is
in it, so that tiles alone come out 3 points off, give or take 3: there the whole picture is encoded, and the tiles are
cut out of the result.
"""

from dataclasses import dataclass

import pyvips

from vipsort.photo.formats import Format
from vipsort.pixels.ssimulacra2 import Reference

_TILE = 128  # pixels a side
_MOST = 24  # tiles: 0.4 megapixels
_ACROSS = 8  # wide: the metric's blur sees nothing left and right of a picture, and the coarser the more of that
_LEAST = 32  # tiles in the picture: in a smaller one a whole encode costs hardly more than a montage


@dataclass(frozen=True, slots=True)
class Tiles:
    """The upper left corners of the tiles that stand for a picture."""

    corners: tuple[tuple[int, int], ...]

    def cut(self, image: pyvips.Image) -> pyvips.Image:
        """The tiles of a picture in memory, joined to one picture in memory."""
        tiles = [image.crop(left, top, _TILE, _TILE) for left, top in self.corners]
        return pyvips.Image.arrayjoin(tiles, across=_ACROSS).copy_memory()


@dataclass(frozen=True, slots=True)
class Sight:
    """What is encoded to see how a quality looks, in memory, and its share of the picture's pixels.

    `tiled` is whether tiles are judged; `cut_after` are those that are still to be cut out of what was encoded.
    """

    encoded: pyvips.Image
    share: float
    reference: Reference
    tiled: bool
    cut_after: Tiles | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole picture is encoded, so that the bytes can be kept."""
        return self.share == 1.0

    def score(self, data: bytes) -> float:
        """The SSIMULACRA 2 of what was encoded. Raises pyvips.Error where it cannot be decoded."""
        image = pyvips.Image.new_from_buffer(data, "").copy_memory()
        return self.reference.score(_colours(self.cut_after.cut(image) if self.cut_after else image))


def sight(image: pyvips.Image, format_: Format) -> Sight:
    """How to look at a picture in memory."""
    tiles = tiles_of(image)
    if tiles is None:
        return Sight(image, 1.0, Reference(_colours(image)), tiled=False)
    part = tiles.cut(image)
    reference = Reference(_colours(part))
    if format_ is Format.WEBP:
        return Sight(image, 1.0, reference, tiled=True, cut_after=tiles)
    return Sight(part, part.width * part.height / (image.width * image.height), reference, tiled=True)


def tiles_of(image: pyvips.Image) -> Tiles | None:
    """The tiles that stand for a picture in memory, None if it has too few; the same ones each time."""
    across, down = image.width // _TILE, image.height // _TILE
    if across * down < _LEAST:
        return None
    contrast = _contrast(image).crop(0, 0, across, down).tolist()
    ranked = sorted((contrast[row][column], row, column) for row in range(down) for column in range(across))
    count = min(_MOST, len(ranked) // 2 // _ACROSS * _ACROSS)
    # The middle one of each part; in reading order, so that neighbours are not alike by design.
    chosen = sorted(ranked[(2 * part + 1) * len(ranked) // (2 * count)][1:] for part in range(count))
    return Tiles(tuple((column * _TILE, row * _TILE) for row, column in chosen))


def _contrast(image: pyvips.Image) -> pyvips.Image:
    """The variance of brightness in each tile."""
    bright = image.colourspace("b-w").extract_band(0).cast("float")
    mean = bright.shrink(_TILE, _TILE)
    return (bright * bright).shrink(_TILE, _TILE) - mean * mean


def _colours(image: pyvips.Image) -> pyvips.Image:
    """Three bands of 8 bits, on black where something shows through."""
    shown = image.colourspace("srgb")
    return shown.flatten() if shown.hasalpha() else shown
