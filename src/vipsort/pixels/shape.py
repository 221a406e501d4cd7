"""A picture upright and in its new size, its pixels not computed yet."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pyvips

from vipsort.photo.formats import ANIMATED, FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.data import Data
from vipsort.pixels.loading import ALL, FAIL_ON, as_source, open_image
from vipsort.pixels.shrink_on_load import shrink_on_load

_ANY = 10_000_000  # pixels: a side that does not settle anything

_PLAIN = {"srgb", "b-w"}
"""libvips' names of the colours of JPEGs that are resized as they are: all but inks."""

_PROFILE = "icc-profile-data"
_SPACE, _INKS = slice(16, 20), b"CMYK"  # where an ICC profile names the colours it is for, and what it calls inks


def shaped(data: Data, format_: Format, header: Header, recipe: Recipe) -> pyvips.Image:
    """The picture upright and in its new size, pixels not computed yet."""
    every_page = keeps_pages(format_, header, recipe)
    size = recipe.size
    if size == header.upright:
        return _upright(open_image(data, format_, page=ALL if every_page else 0), header)
    if format_ is Format.JPEG and not recipe.crop:
        image = open_image(data, format_, shrink=shrink_on_load(header.upright, size, recipe.effort))
        if image.interpretation in _PLAIN:
            return _upright(_resized(image, header, size), header)
    shrink = partial(_thumbnail, data, format_, every_page=every_page)
    if recipe.crop:
        return shrink(size.width, {"height": size.height, "crop": recipe.crop})
    # The longer side settles the other one, but for a rounding here and there. Asked for both by force, libvips takes
    # a twentieth longer.
    if size.width >= size.height:
        image = shrink(size.width, {"height": _ANY, "size": "down"})
    else:
        image = shrink(_ANY, {"height": size.height, "size": "down"})
    if Size(image.width, image.get_page_height()) == size:
        return image
    return shrink(size.width, {"height": size.height, "size": "force"})


def keeps_pages(format_: Format, header: Header, recipe: Recipe) -> bool:
    """Whether all pages are rendered: animation into what is animated, pages into pages."""
    if header.pages == 1 or recipe.crop:
        return False
    return {format_, recipe.format} <= ANIMATED or format_ is recipe.format is Format.TIFF


def _upright(image: pyvips.Image, header: Header) -> pyvips.Image:
    """Turned as the camera was held. Turning reads columns, which a sequential decoder cannot give."""
    return image.copy_memory().autorot() if header.orientation > 1 else image


def _resized(image: pyvips.Image, header: Header, size: Size) -> pyvips.Image:
    """What `thumbnail` does where colours need no change, for a tenth less, and to the very size."""
    stored = size.turned if header.is_lying else size
    return image.resize(stored.width / image.width, vscale=stored.height / image.height)


def _thumbnail(data: Data, format_: Format, width: int, box: Mapping[str, Any], *, every_page: bool) -> pyvips.Image:
    if FACTS[format_].opener is not Opener.VIPS:
        return _with_its_profile(open_image(data, format_).thumbnail_image(width, **box))
    # `fail_on` as a keyword would be ignored here: libvips issue 5195.
    options = f"[fail_on={FAIL_ON}{',n=-1' if every_page else ''}]"
    source = as_source(data)
    image = pyvips.Image.thumbnail_source(source, width, option_string=options, **box)
    image._references.append(source)  # noqa: SLF001
    return _with_its_profile(image)


def _with_its_profile(image: pyvips.Image) -> pyvips.Image:
    """The image without the profile of inks that `thumbnail` leaves behind where it makes colours of them.

    That is a lie about colours, and worse: to inks that have none libvips lends a built-in one, and frees it with the
    operation, not with the image (`vips_icc_import_build` names no owner, in 8.18.7 as in its master of July 2026). A
    copy in memory lives on, and who asks for its profile, as savers do, reads freed memory: SIGSEGV, if its pages went
    back to the system meanwhile. Here the operation still lives.
    """
    if image.interpretation == "cmyk" or not image.get_typeof(_PROFILE):
        return image
    profile: Any = image.get(_PROFILE)
    if profile[_SPACE] != _INKS:
        return image
    image = image.copy()  # metadata are changed on a copy alone: libvips may share the image
    image.remove(_PROFILE)
    return image
