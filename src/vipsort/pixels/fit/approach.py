"""What a probe, and where there is one a cheaper encoder, tell of a picture's sizes before it is encoded in earnest."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from vipsort.photo.making import Step
from vipsort.pixels.canvas import Canvas, Drawing
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.curve import Curve, shape_of
from vipsort.pixels.fit.sample import Sample, sample
from vipsort.pixels.fit.search import search

_LIKENESS = 0.012  # standard deviation of the log by which two encoders differ on a whole picture and on its sample


def approach(canvas: Canvas, encoder: Encoder, qualities: Sequence[int], limit: int) -> tuple[Curve, tuple[Step, ...]]:
    """The curve as far as it is known at a small price, and the steps that told it."""
    pixels = canvas.size(1).pixels * canvas.pages
    curve = Curve(shape_of(encoder.format), pixels, canvas.at(1).overhead(encoder))
    part = sample(canvas.at(1).image, encoder.format) if canvas.pages == 1 and canvas.holds(1) else None
    if part is None or curve.overhead >= limit:
        return curve, ()
    if encoder.cheaper is None:
        size = _payload(part, encoder, curve.shape.probe_quality)
        return curve.after_probe(size, part.share), (Step(curve.shape.probe_quality, 1.0, size, part.share),)
    return _through_cheaper(canvas, encoder, part, curve, (qualities, limit))


def _through_cheaper(
    canvas: Canvas, encoder: Encoder, part: Sample, curve: Curve, asked: tuple[Sequence[int], int]
) -> tuple[Curve, tuple[Step, ...]]:
    """The search made by the cheaper encoder; where it ends, the sample tells how the real one's files compare."""
    assert encoder.cheaper  # noqa: S101 - seen by the only caller
    qualities, limit = asked
    cheaper, work, first = encoder.cheaper, encoder.work, curve.shape.probe_quality
    probed = _payload(part, cheaper, first)
    way = search(partial(canvas.encoded, 1, cheaper), curve.after_probe(probed, part.share), qualities, limit)
    nearest = min(way.steps, key=lambda step: abs(step.size - limit))
    quality = nearest.quality
    assert quality is not None  # noqa: S101 - this search knows qualities alone
    cheap, real = _payload(part, cheaper, quality), _payload(part, encoder, quality)
    steps = (
        Step(first, 1.0, probed, part.share * work),
        *(replace(step, share=work) for step in way.steps),
        Step(quality, 1.0, cheap, part.share * work),
        Step(quality, 1.0, real, part.share),
    )
    return curve.after_likeness(quality, (nearest.size - curve.overhead) * real / cheap, _LIKENESS), steps


def _payload(part: Sample, encoder: Encoder, quality: int) -> int:
    """Bytes of the sample, its headers not counted."""
    drawing = Drawing(part.image, "none")
    return max(1, len(drawing.encoded(encoder, quality)) - drawing.overhead(encoder))
