"""A picture of a lossy format within a byte limit: the best quality that fits, and where none does, fewer pixels."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from vipsort.photo.making import Bound, Making
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.approach import approach
from vipsort.pixels.fit.fitted import Fitted, least_scale, leave_room, unreachable
from vipsort.pixels.fit.search import Search, search
from vipsort.pixels.fit.smaller import Room, best_scale

_CERTAIN = 0.9999  # chance of the ceiling to fit
_ROOM_TO_SPARE = 0.85  # of the limit: what is coded plainly takes up to a tenth more
_HOPELESS = 0.001  # chance of the floor to fit, below which nobody tries it
_SHRINKS = 5
_SMALLER = 0.97  # at the most, of a scale that does not fit


def fit_quality(canvas: Canvas, encoder: Encoder, limit: int, highest: int) -> Fitted:
    """The file of at most `limit` bytes with the highest quality up to `highest`. Raises Unreachable, pyvips.Error."""
    qualities = from_floor(encoder, highest)
    curve, probes = approach(canvas, encoder, qualities, limit)
    leave_room(curve.overhead, limit)
    if probes and curve.chance(qualities[0], limit) < _HOPELESS:
        return _with_fewer_pixels(canvas, encoder, limit, Search(b"", None, curve, 0, probes), qualities)
    if probes and curve.chance(qualities[-1], int(limit * _ROOM_TO_SPARE)) > _CERTAIN:
        encoder = encoder.plainer or encoder  # what does not bind changes nothing
    found = search(partial(canvas.encoded, 1, encoder), curve, qualities, limit)
    steps = (*probes, *found.steps)
    if found.quality is None:
        return _with_fewer_pixels(canvas, encoder, limit, replace(found, steps=steps), qualities)
    bound = Bound.CEILING if found.quality == qualities[-1] else Bound.SIZE
    return Fitted(found.data, Making(found.quality, 1.0, bound, found.predicted, steps))


def fit_size(canvas: Canvas, encoder: Encoder, limit: int, quality: int) -> Fitted:
    """The largest picture of at most `limit` bytes at one quality. Raises Unreachable, pyvips.Error."""
    curve, probes = approach(canvas, encoder, [quality], limit)
    leave_room(curve.overhead, limit)
    first = 1.0 if curve.chance(quality, limit) > 0.5 else curve.factor_for(quality, limit)  # noqa: PLR2004 - likely
    room = Room(limit, curve.overhead, least_scale(canvas))
    found = best_scale(lambda scale: canvas.encoded(scale, encoder, quality), quality, first, room)
    if found is None:
        raise unreachable(limit, curve.overhead, encoder.format)
    bound = Bound.CEILING if found.scale == 1 else Bound.SHRUNK
    return Fitted(found.data, Making(quality, found.scale, bound, found.predicted, (*probes, *found.steps)))


def from_floor(encoder: Encoder, highest: int) -> Sequence[int]:
    """The qualities worth trying; a ceiling below the floor is the only one."""
    allowed = [quality for quality in encoder.qualities if quality <= highest] or [encoder.qualities[0]]
    return [quality for quality in allowed if quality >= encoder.floor] or allowed[-1:]


def _with_fewer_pixels(canvas: Canvas, encoder: Encoder, limit: int, found: Search, qualities: Sequence[int]) -> Fitted:
    """The picture made smaller, rendered from its source again, until a quality fits that suits a smaller one."""
    scale, too_big, curve, steps = 1.0, 1.0, found.curve, found.steps
    aim = max((quality for quality in qualities if quality <= encoder.smaller), default=qualities[0])
    best: Fitted | None = None
    for _ in range(_SHRINKS):
        scale = max(min(scale * curve.factor_for(aim, limit), too_big * _SMALLER), least_scale(canvas))
        curve = curve.made_smaller(aim, canvas.size(scale).pixels * canvas.pages)
        found = search(partial(canvas.encoded, scale, encoder), curve, qualities, limit)
        curve, steps = found.curve, (*steps, *(replace(step, scale=scale) for step in found.steps))
        if found.quality is None:
            too_big = scale
            if scale <= least_scale(canvas):
                break
            continue
        best = Fitted(found.data, Making(found.quality, scale, Bound.SHRUNK, found.predicted, steps))
        if found.quality < qualities[-1] or too_big * _SMALLER <= scale:
            break  # else the curve was far off, and a larger picture fits as well
    if best is None:
        raise unreachable(limit, curve.overhead, encoder.format)
    return replace(best, making=replace(best.making, steps=steps))
