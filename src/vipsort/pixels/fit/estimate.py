"""What a recipe would come to, told by probes: for a run that only tells."""

from dataclasses import replace

from vipsort.photo.making import Bound, Making
from vipsort.photo.model import Rendered
from vipsort.pixels.canvas import Canvas, Drawing
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.approach import approach
from vipsort.pixels.fit.eye import Judged, by_eye
from vipsort.pixels.fit.fitted import least_scale, leave_room, unreachable
from vipsort.pixels.fit.make import CEILING, encoder_of
from vipsort.pixels.fit.quality import from_floor
from vipsort.pixels.fit.sample import sample
from vipsort.pixels.fit.search import likely_to_fit

_FILL = 0.98  # of the limit: what pictures come to that had to be made smaller
_NO_LIMIT = 10**15  # bytes
_SMALLEST = 16_384  # bytes a page of the smallest picture at most, and as much again


def estimate(canvas: Canvas) -> Rendered:
    """What rendering would give, but for its bytes: `making.predicted` is their number.

    Raises Unreachable where the metadata alone, or with the smallest picture, are more than the limit, pyvips.Error,
    Undecodable.
    """
    recipe, encoder = canvas.recipe, replace(encoder_of(canvas), cheaper=None)
    making = _lossy(canvas, encoder, recipe.max_size) if encoder.qualities else _lossless(canvas, encoder)
    predicted, limit = making.predicted or 0, recipe.max_size
    if limit is not None and predicted > limit:
        _leave_picture(canvas, encoder, making.quality, limit)
        making = replace(making, bound=Bound.SHRUNK, predicted=round(limit * _FILL))
    elif recipe.not_above is not None and predicted > recipe.not_above:
        making = replace(making, predicted=recipe.not_above)
    return Rendered(b"", recipe.format, making)


def _leave_picture(canvas: Canvas, encoder: Encoder, quality: int | None, limit: int) -> None:
    """Raise Unreachable where even the smallest picture would be too much.

    It is tried where that may be; not for formats without qualities, whose ladder would have to be gone down.
    """
    overhead = canvas.at(1).overhead(encoder)
    leave_room(overhead, limit)
    if quality is None or limit - overhead > _SMALLEST * canvas.pages:
        return
    if len(canvas.encoded(least_scale(canvas), encoder, quality)) > limit:
        raise unreachable(limit, overhead, encoder.format)


def _lossy(canvas: Canvas, encoder: Encoder, limit: int | None) -> Making:
    judged = _ceiling(canvas, encoder)
    encoder = judged.encoder
    room = _NO_LIMIT if limit is None else limit
    curve, steps = approach(canvas, encoder, encoder.qualities, room)
    if not steps:  # too small for a probe, or a giant
        curve = curve.after(judged.quality, len(canvas.encoded(1, encoder, judged.quality)))
    allowed = [judged.quality] if canvas.recipe.shrink_first else from_floor(encoder, judged.quality)
    fitting = likely_to_fit(curve, allowed, room)
    quality = allowed[max(0, fitting - 1)]
    bound = judged.bound if quality == judged.quality else Bound.SIZE
    scale = 1.0 if fitting else min(1.0, curve.factor_for(quality, room))
    return Making(quality, scale, bound, curve.size(quality), (*judged.steps, *steps))


def _ceiling(canvas: Canvas, encoder: Encoder) -> Judged:
    """The highest quality that is asked for, or that the eye asks for."""
    recipe = canvas.recipe
    if recipe.score is not None:
        return by_eye(canvas, encoder, recipe.score, min(CEILING, recipe.own_quality or CEILING))
    usual = encoder.usual if recipe.max_size is None or recipe.shrink_first else CEILING
    return Judged(encoder, min(recipe.quality or usual, recipe.own_quality or 100), Bound.CEILING)


def _lossless(canvas: Canvas, encoder: Encoder) -> Making:
    """Bytes as the sample has them, or as they are where there is none."""
    drawing = canvas.at(1)
    part = sample(drawing.image, encoder.format) if canvas.pages == 1 and canvas.holds(1) else None
    if part is None:
        return Making(predicted=len(drawing.encoded(encoder, None)))
    bare = Drawing(part.image, "none")
    payload = len(bare.encoded(encoder, None)) - bare.overhead(encoder)
    return Making(predicted=canvas.at(1).overhead(encoder) + round(payload / part.share))
