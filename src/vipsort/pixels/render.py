"""New bytes of a picture, made by a recipe."""

from dataclasses import replace

import pyvips
from blake3 import blake3

from vipsort.photo.errors import Undecodable, Unfit
from vipsort.photo.formats import TRANSPARENT, Format
from vipsort.photo.model import Bound, Header, Recipe, Rendered
from vipsort.photo.treat import LOSSY
from vipsort.pixels.check import check
from vipsort.pixels.describe import lost, with_metadata
from vipsort.pixels.encode import QUALITY, encode
from vipsort.pixels.ends import reach_end
from vipsort.pixels.fit import CEILING, FLOOR, best_quality, best_scale
from vipsort.pixels.loading import Data
from vipsort.pixels.shape import keeps_pages, shaped


def render(data: Data, format_: Format, header: Header, recipe: Recipe) -> Rendered | None:
    """The picture as the recipe wants it; None where the original is as good and no bigger.

    Raises Undecodable where the picture is broken, Unfit where it cannot become what was asked.
    """
    reach_end(data, format_)
    try:
        rendered = _encoded(_coloured(shaped(data, format_, header, recipe), recipe), recipe)
    except (pyvips.Error, Undecodable) as error:
        # libvips decodes while it encodes, and its text may be another thread's: the bytes say whose fault it is.
        check(data, format_, header)
        raise Unfit(f"libvips cannot make this {recipe.format}") from error
    if recipe.worth_below is not None and len(rendered.data) >= recipe.worth_below:
        return None
    dropped = header.pages > 1 and not keeps_pages(format_, header, recipe)
    notes = [f"the first of {header.pages} pages"] if dropped else []
    note = ", ".join(notes + [rendered.note] * bool(rendered.note))
    return replace(rendered, note=note, digest=blake3(rendered.data).hexdigest())


def _coloured(image: pyvips.Image, recipe: Recipe) -> pyvips.Image:
    """The picture with its colours as the format can hold them."""
    printed = image.interpretation == "cmyk" and recipe.format not in {Format.JPEG, Format.TIFF}
    if recipe.metadata == "none" or printed:
        # Without its profile a picture is taken for sRGB, so that is what it must be.
        image = _as_srgb(image)
    if image.hasalpha() and recipe.format not in TRANSPARENT:
        image = image.flatten(background=[255 if image.format == "uchar" else 65_535])
    return image


def _as_srgb(image: pyvips.Image) -> pyvips.Image:
    deep = image.format == "ushort"
    if image.get_typeof("icc-profile-data") or image.interpretation == "cmyk":
        fallback = "cmyk" if image.interpretation == "cmyk" else "srgb"
        return image.icc_transform("srgb", embedded=True, input_profile=fallback, depth=16 if deep else 8)
    return image


def _encoded(image: pyvips.Image, recipe: Recipe) -> Rendered:
    image, keep = with_metadata(image, recipe.metadata)
    note = lost(image, recipe.format) if recipe.metadata != "none" else ""
    quality = recipe.quality or QUALITY.get(recipe.format) if recipe.format in LOSSY else None
    if recipe.max_size is None:
        data = encode(image, recipe.format, quality, keep)
        return Rendered(data, recipe.format, quality, 1, Bound.CEILING if quality else None, note)
    pixels = image.copy_memory()  # several encodes of the same pixels
    return _fitted(pixels, recipe, keep, note)


def _fitted(image: pyvips.Image, recipe: Recipe, keep: str, note: str) -> Rendered:
    """The picture within its size limit: by quality first, then by fewer pixels, or the other way round."""
    assert recipe.max_size is not None  # noqa: S101 - asked for by the only caller
    highest = recipe.quality or CEILING
    spent = 0
    if recipe.format in LOSSY and not recipe.shrink_first:
        found = best_quality(lambda quality: encode(image, recipe.format, quality, keep), recipe.max_size, highest)
        if not isinstance(found, int):
            bound = Bound.CEILING if found.quality == highest else Bound.SIZE
            return Rendered(found.data, recipe.format, found.quality, found.encodes, bound, note)
        spent = found
    quality = None
    if recipe.format in LOSSY:
        quality = (recipe.quality or QUALITY[recipe.format]) if recipe.shrink_first else FLOOR
    smaller = best_scale(lambda scale: encode(_scaled(image, scale), recipe.format, quality, keep), recipe.max_size)
    if smaller is None:
        raise Unfit(f"it cannot be made smaller than {recipe.max_size} bytes as {recipe.format}")
    bound = Bound.CEILING if smaller.scale == 1 else Bound.SHRUNK
    return Rendered(smaller.data, recipe.format, quality, spent + smaller.encodes, bound, note)


def _scaled(image: pyvips.Image, scale: float) -> pyvips.Image:
    if scale == 1:
        return image
    pages = image.get_n_pages() if image.get_page_height() < image.height else 1
    if pages == 1:
        return image.thumbnail_image(max(1, round(image.width * scale)), size="down")
    width, height = max(1, round(image.width * scale)), max(1, round(image.get_page_height() * scale))
    return image.thumbnail_image(width, height=height, size="force")
