"""New bytes of a picture, made by a recipe."""

from collections.abc import Callable
from dataclasses import replace

import pyvips
from blake3 import blake3

from vipsort.photo.errors import Undecodable, Unfit
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.model import Rendered
from vipsort.photo.quality import LOSSY
from vipsort.photo.work import Recipe
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.check import check
from vipsort.pixels.data import Data
from vipsort.pixels.describe import says_no_more
from vipsort.pixels.ends import reach_end
from vipsort.pixels.fit.estimate import estimate
from vipsort.pixels.fit.make import make
from vipsort.pixels.fit.settle import settled
from vipsort.pixels.loading import open_image


def render(data: Data, format_: Format, header: Header, recipe: Recipe) -> Rendered | None:
    """The picture as the recipe wants it; None where the original is as good and no bigger.

    Raises Undecodable where the picture is broken, Unfit where it cannot become what was asked.
    """
    rendered = _rendered(data, format_, header, recipe, make)
    return rendered and replace(rendered, digest=blake3(rendered.data).hexdigest())


def foresee(data: Data, format_: Format, header: Header, recipe: Recipe) -> Rendered | None:
    """What `render` would give, but for its data, as far as probes tell it. Raises what `render` raises."""
    return _rendered(data, format_, header, recipe, estimate)


def _rendered(
    data: Data, format_: Format, header: Header, recipe: Recipe, way: Callable[[Canvas], Rendered | None]
) -> Rendered | None:
    reach_end(data, format_)
    canvas = Canvas(data, format_, header, recipe)
    try:
        # Only what would lose by it: other formats are made anew without loss, and may say more than is asked here.
        spared = recipe.only_metadata and format_ in LOSSY
        if spared and says_no_more(open_image(data, format_), recipe.metadata):
            check(data, format_, header)
            return None
        canvas = settled(canvas)
        rendered = way(canvas)
    except (pyvips.Error, Undecodable) as error:
        # libvips decodes while it encodes, and its text may be another thread's: the bytes say whose fault it is.
        check(data, format_, header)
        raise Unfit(f"libvips cannot make this {recipe.format}") from error
    if rendered is None or (recipe.worth_below is not None and rendered.size >= recipe.worth_below):
        return None
    dropped = header.pages > 1 and canvas.pages == 1
    notes = [f"the first of {header.pages} pages"] * dropped + [rendered.note] * bool(rendered.note)
    return replace(rendered, note=", ".join(notes))
