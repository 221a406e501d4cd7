"""A picture of a format without qualities within a byte limit: down a ladder, and then by fewer pixels."""

from vipsort.photo.making import Bound, Making
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.encoders.choose import rungs_for
from vipsort.pixels.fit.fitted import Fitted, least_scale, leave_room, unreachable
from vipsort.pixels.fit.ladder import first_that_fits
from vipsort.pixels.fit.smaller import Room, best_scale


def fit_rungs(canvas: Canvas, limit: int) -> Fitted:
    """The most harmless file of at most `limit` bytes. Raises Unreachable, pyvips.Error."""
    recipe, drawing = canvas.recipe, canvas.at(1)
    rungs = rungs_for(recipe.format, recipe.effort, canvas.content, drawing.image)
    leave_room(drawing.overhead(rungs[0].encoder), limit)
    stand = first_that_fits(rungs, lambda rung: canvas.encoded(1, rung.encoder, None), limit)
    if stand.fits:
        bound = Bound.CEILING if stand.rung is rungs[0] else Bound.SIZE
        return Fitted(stand.data, Making(None, 1.0, bound, None, stand.steps), stand.rung.note)
    encoder = stand.rung.encoder
    overhead = canvas.at(1).overhead(encoder)
    leave_room(overhead, limit)
    first = ((limit - overhead) / max(1, len(stand.data) - overhead)) ** 0.5
    room = Room(limit, overhead, least_scale(canvas))
    found = best_scale(lambda scale: canvas.encoded(scale, encoder, None), None, first, room)
    if found is None:
        raise unreachable(limit, overhead, recipe.format)
    making = Making(None, found.scale, Bound.SHRUNK, found.predicted, (*stand.steps, *found.steps))
    return Fitted(found.data, making, stand.rung.note)
