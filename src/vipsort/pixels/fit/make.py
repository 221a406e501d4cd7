"""How a picture gets its bytes: encoded once, or searched for where a size is asked."""

from dataclasses import replace

from vipsort.photo.errors import Unreachable
from vipsort.photo.formats import Format
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Rendered
from vipsort.photo.quality import LOSSY
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.content import Content
from vipsort.pixels.describe import lost
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.png import LOOKED_AT
from vipsort.pixels.fit.eye import by_eye
from vipsort.pixels.fit.fitted import Fitted
from vipsort.pixels.fit.lossless import lossless_graphic
from vipsort.pixels.fit.quality import fit_quality, fit_size
from vipsort.pixels.fit.rungs import fit_rungs

CEILING = 95
"""The highest quality where none was asked for: above it files grow and nobody sees why."""


def make(canvas: Canvas) -> Rendered | None:
    """The picture in the recipe's format; None where the original is smaller and can go in its place.

    Raises Unreachable where nothing fits the size that was asked, pyvips.Error, Undecodable.
    """
    recipe = canvas.recipe
    made, encoder = _as_asked(canvas)
    if recipe.not_above is None or len(made.data) <= recipe.not_above:
        return made
    try:
        fitted = _fitted(canvas, encoder, recipe.not_above, made.making.quality or CEILING)
    except Unreachable:
        fitted = made
    if fitted is not made and fitted.making.scale == 1:  # fewer pixels than asked are nobody's wish
        return _joined(made, fitted)
    return None if recipe.metadata == "all" and not recipe.crop else made


def _as_asked(canvas: Canvas) -> tuple[Rendered, Encoder]:
    """The picture as good as asked, or within the size that was asked, or both."""
    recipe = canvas.recipe
    looked_at = recipe.score is not None and recipe.format in LOSSY
    if recipe.max_size is None:
        return _judged(canvas) if looked_at else _encoded_once(canvas)
    if not looked_at:
        encoder = encoder_of(canvas)
        return _fitted(canvas, encoder, recipe.max_size, recipe.quality or CEILING), encoder
    judged, encoder = _judged(canvas)
    if len(judged.data) <= recipe.max_size:
        return judged, encoder
    return _joined(judged, _fitted(canvas, encoder, recipe.max_size, judged.making.quality or CEILING)), encoder


def _joined(first: Rendered, then: Rendered) -> Rendered:
    """What came second, with the steps of both."""
    return replace(then, making=replace(then.making, steps=(*first.making.steps, *then.making.steps)))


def encoder_of(canvas: Canvas) -> Encoder:
    """The encoder for what the canvas shows and for what is asked of it."""
    recipe = canvas.recipe
    pixels = recipe.size.pixels * canvas.pages
    content = Content.PHOTOGRAPH if recipe.format in LOSSY else canvas.content  # theirs is one encoder for both
    for_size = recipe.max_size is not None or recipe.score is not None
    return encoder_for(recipe.format, recipe.effort, content, pixels, for_size=for_size)


def _encoded_once(canvas: Canvas) -> tuple[Rendered, Encoder]:
    recipe = canvas.recipe
    pixels = recipe.size.pixels * canvas.pages
    looked_at = recipe.format is Format.PNG and pixels <= LOOKED_AT
    drawing = canvas.at(1) if looked_at else canvas.streamed()
    content = canvas.content if looked_at else Content.PHOTOGRAPH
    encoder = encoder_for(recipe.format, recipe.effort, content, pixels, for_size=False)
    quality = min(recipe.quality or encoder.usual, recipe.own_quality or 100) if encoder.qualities else None
    data = drawing.encoded(encoder, quality)
    making = Making(quality, 1.0, Bound.CEILING if quality else None, None, (Step(quality, 1.0, len(data)),))
    return Rendered(data, recipe.format, making, lost(drawing.image, recipe)), encoder


def _judged(canvas: Canvas) -> tuple[Rendered, Encoder]:
    """The picture at the lowest quality that looks as good as was asked."""
    recipe, encoder = canvas.recipe, encoder_of(canvas)
    assert recipe.score is not None  # noqa: S101 - seen by the only caller
    judged = by_eye(canvas, encoder, recipe.score, min(CEILING, recipe.own_quality or CEILING))
    lossless = lossless_graphic(canvas, recipe.max_size)
    data, steps = judged.kept.get(judged.quality), judged.steps
    if data is None:
        data = canvas.encoded(1, judged.encoder, judged.quality)
        steps = (*steps, Step(judged.quality, 1.0, len(data)))
    if lossless is not None and len(lossless.data) <= len(data):
        return _noted(canvas, lossless), judged.encoder
    notes = [note for note in (judged.note, lost(canvas.said, recipe)) if note]
    making = Making(judged.quality, 1.0, judged.bound, judged.predicted, steps)
    return Rendered(data, recipe.format, making, ", ".join(notes)), judged.encoder


def _fitted(canvas: Canvas, encoder: Encoder, limit: int, highest: int) -> Rendered:
    """The picture within the limit: by quality first, then by fewer pixels, or the other way round."""
    recipe = canvas.recipe
    highest = min(highest, recipe.own_quality or highest)
    lossless = lossless_graphic(canvas, limit)
    if lossless is not None:
        fitted = lossless
    elif not encoder.qualities:
        fitted = fit_rungs(canvas, limit)
    elif recipe.shrink_first:
        fitted = fit_size(canvas, encoder, limit, min(recipe.quality or encoder.usual, highest))
    else:
        fitted = fit_quality(canvas, encoder, limit, highest)
    return _noted(canvas, fitted)


def _noted(canvas: Canvas, fitted: Fitted) -> Rendered:
    notes = [note for note in (fitted.note, lost(canvas.said, canvas.recipe)) if note]
    return Rendered(fitted.data, canvas.recipe.format, fitted.making, ", ".join(notes))
