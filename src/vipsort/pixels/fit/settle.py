"""The format that a picture becomes where its own cannot be written, by what it shows."""

from vipsort.pixels.canvas import Canvas
from vipsort.pixels.content import Content


def settled(canvas: Canvas) -> Canvas:
    """A photograph under a limit goes as its recipe says for photographs: as PNG it would lose its pixels or colours.

    What is transparent stays so, and a graphic keeps its edges (bench/graphics.py). Raises pyvips.Error, Undecodable.
    """
    wanted = canvas.recipe.photograph_as
    if wanted is None or not canvas.holds(1):
        return canvas
    if canvas.at(1).image.hasalpha() or canvas.content is Content.GRAPHIC:
        return canvas
    return canvas.as_format(wanted)
