"""What is in a picture, as far as it matters to an encoder: a photograph, or a graphic."""

from enum import Enum, auto

import pyvips

# Levels of 256 by which neighbours differ, and shares of all neighbours, as measured on 121 cameras' pictures and on
# graphics, each also as JPEG from quality 40 on, and as GIF (bench/graphics.py).
_FLAT = 0.5  # equal: noise leaves a photograph a third at the most, coarse compression two thirds
_STEP, _EDGE = 4, 31  # a difference above the noise of compression, and one as sharp as a letter's
_SHARP = 0.17  # edges among the steps: in photographs a tenth, be they flat with sky or with compression

_ROWS = 128  # looked at, spread over the picture


class Content(Enum):
    """What the pixels show."""

    PHOTOGRAPH = auto()
    GRAPHIC = auto()  # screenshots, drawings, text: plain areas and sharp edges


def content_of(image: pyvips.Image) -> Content:
    """What the pixels in memory show: a graphic is mostly plain, and where it is not, it changes sharply."""
    if image.width == 1:
        return Content.PHOTOGRAPH
    differences = _differences(_in_8_bits(_rows(image)))
    if 1 - _share_above(differences, 0) <= _FLAT:
        return Content.PHOTOGRAPH
    sharp = _share_above(differences, _EDGE) > _SHARP * _share_above(differences, _STEP)
    return Content.GRAPHIC if sharp else Content.PHOTOGRAPH


def _rows(image: pyvips.Image) -> pyvips.Image:
    return image.subsample(1, image.height // _ROWS) if image.height > _ROWS else image


def _in_8_bits(image: pyvips.Image) -> pyvips.Image:
    """The colours as they are seen: without the last bits, and without those that are hidden by an alpha of 0."""
    if image.format == "ushort":
        image = (image >> 8).cast("uchar")
    return image.flatten(background=[255]) if image.hasalpha() else image


def _differences(image: pyvips.Image) -> pyvips.Image:
    """By how much each pixel differs from its left neighbour, in each band."""
    left = image.crop(0, 0, image.width - 1, image.height)
    right = image.crop(1, 0, image.width - 1, image.height)
    return left.subtract(right).abs().copy_memory()


def _share_above(differences: pyvips.Image, level: int) -> float:
    """The share of pixels that differ by more than so much in any band."""
    above: pyvips.Image = differences.relational_const("more", [level]).bandor()
    return float(above.avg()) / 255
