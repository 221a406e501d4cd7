"""XYB, the colours of JPEG XL: as the eye's receptors take light apart, on scales that halve, and blurred."""

from collections.abc import Iterator, Sequence
from functools import cache

import pyvips

LEAST_SIDE = 8
"""Pixels: a scale that is smaller says nothing. Smaller pictures are made as large by what is at their edges."""

# lib/jxl/opsin_params.h of libjxl: what three receptors take of linear red, green and blue, and their dark light.
_RECEPTORS = (
    (0.3, 0.622, 0.078),
    (0.23, 0.692, 0.078),
    (0.24342268924547819, 0.20476744424496821, 0.5518098665095536),
)
_DARK_LIGHT = 0.0037930732552754493
# Red against green, brightness, blue against brightness, of the receptors' cube roots; made positive by the offsets.
_OPPONENTS = ((7.0, -7.0, 0.0), (0.5, 0.5, 0.0), (-0.5, -0.5, 1.0))
_OFFSETS = (0.42, 0.01, 0.55)
_TOP = 65535
_REACH = 5  # pixels that a blur of sigma 1.5 looks to each side


def scales(image: pyvips.Image, most: int) -> Iterator[pyvips.Image]:
    """Linear light of sRGB with 8 bits and three bands or one, each time halved, for as long as there is enough."""
    light = _wide_enough(image).maplut(_light()).copy_memory()
    for _ in range(most):
        if min(light.width, light.height) < LEAST_SIDE:
            return
        yield light
        light = light.shrink(2, 2, ceil=True).copy_memory()


def xyb(light: pyvips.Image, bands: Sequence[int]) -> pyvips.Image:
    """Some of X, Y and B, by number, of linear light; in memory, positive as SSIMULACRA 2 wants them."""
    caught = (light.recomb(_matrix(_RECEPTORS)) * _TOP).cast("ushort").maplut(_cube_roots())
    opponents = caught.recomb(_matrix([_OPPONENTS[band] for band in bands]))
    return (opponents + [_OFFSETS[band] for band in bands]).copy_memory()


def blurred(image: pyvips.Image) -> pyvips.Image:
    """The mean around each pixel, sigma 1.5: left and right of the picture is nothing, above and below it goes on.

    So it is in the package ssimulacra2 0.3 of PyPI; libjxl's own tool sees nothing on all four sides.
    """
    framed = image.embed(_REACH, 0, image.width + 2 * _REACH, image.height)
    return framed.convsep(_bell(), precision="float").crop(_REACH, 0, image.width, image.height)


def _wide_enough(image: pyvips.Image) -> pyvips.Image:
    colours = image.bandjoin(image).bandjoin(image) if image.bands == 1 else image
    width, height = max(image.width, LEAST_SIDE), max(image.height, LEAST_SIDE)
    return colours.embed(0, 0, width, height, extend="copy")


@cache
def _light() -> pyvips.Image:
    """Linear light of each 8-bit sRGB value (IEC 61966-2-1)."""
    value = pyvips.Image.identity().cast("float") / 255
    return (value <= 0.04045).ifthenelse(value / 12.92, ((value + 0.055) / 1.055) ** 2.4).copy_memory()  # noqa: PLR2004


@cache
def _cube_roots() -> pyvips.Image:
    """What is left of the cube root without the dark light, for 65536 strengths: a tenth of the time of a power."""
    caught = (pyvips.Image.identity(ushort=True).cast("float") + 0.5) / _TOP
    roots: pyvips.Image = ((caught + _DARK_LIGHT) ** (1 / 3) - _DARK_LIGHT ** (1 / 3)).copy_memory()
    return roots


@cache
def _bell() -> pyvips.Image:
    return pyvips.Image.gaussmat(1.5, 0.003, separable=True, precision="float")


def _matrix(rows: Sequence[Sequence[float]]) -> pyvips.Image:
    return pyvips.Image.new_from_array([list(row) for row in rows])
