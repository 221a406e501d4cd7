"""Real small pictures, made by libvips with real metadata."""

from collections.abc import Mapping

import pyvips

from vipsort.pixels import engine

__all__ = ["engine", "jpeg", "noise", "picture"]


def noise(width: int = 64, height: int = 48, seed: int = 1) -> pyvips.Image:
    """A colour picture that is different for each seed and does not compress to nothing."""
    red, green, blue = (
        pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=seed * 3 + band) for band in range(3)
    )
    return red.bandjoin(green).bandjoin(blue).cast("uchar").copy(interpretation="srgb")


def picture(
    suffix: str, seed: int = 1, size: tuple[int, int] = (64, 48), exif: Mapping[str, str] | None = None
) -> bytes:
    """A file of the format of `suffix`; `exif` by libvips' field names, such as ``exif-ifd2-DateTimeOriginal``."""
    image = noise(*size, seed=seed).copy()
    for field, value in (exif or {}).items():
        image.set_type(pyvips.GValue.gstr_type, field, value)
    data: bytes = image.write_to_buffer(suffix)
    return data


def jpeg(date: str = "", seed: int = 1, size: tuple[int, int] = (64, 48), **fields: str) -> bytes:
    """A JPEG taken at `date` (``2019:07:04 10:11:12``); `fields` such as ``ifd0_Make="Canon"``."""
    exif = {f"exif-{field.replace('_', '-')}": value for field, value in fields.items()}
    if date:
        exif["exif-ifd2-DateTimeOriginal"] = date
    return picture(".jpg", seed, size, exif)
