"""The lowest quality at which a picture looks as good as was asked."""

from dataclasses import dataclass, field, replace

from vipsort.photo.making import Bound, Step
from vipsort.pixels.canvas import Canvas
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.montage import Sight, sight
from vipsort.pixels.fit.perceptual import Aim, quality_for
from vipsort.pixels.fit.score_shape import score_shape_of

_CHROMA_BOUND = 92  # quality: from here on whole chroma is smaller at the same score (bench/settings.py)


@dataclass(frozen=True, slots=True)
class Judged:
    """A quality of an encoder, what bound it, and how that was found; `note` says where it cannot look that good.

    `kept` are the whole files that were made on the way, by quality.
    """

    encoder: Encoder
    quality: int
    bound: Bound
    steps: tuple[Step, ...] = ()
    note: str = ""
    kept: dict[int, bytes] = field(default_factory=dict)

    @property
    def predicted(self) -> int | None:
        """Bytes of the whole picture as the last look at a part of it tells them."""
        part = self.steps[-1] if self.steps and self.steps[-1].share < 1 else None
        return round(part.size / part.share) if part else None


def by_eye(canvas: Canvas, encoder: Encoder, score: int, highest: int) -> Judged:
    """The lowest quality up to `highest` that SSIMULACRA 2 gives `score`. Raises pyvips.Error, Undecodable.

    Where halved chroma holds the score down, however high the quality, chroma stays whole.
    """
    if not canvas.holds(1):
        return Judged(encoder, min(encoder.usual, highest), Bound.CEILING, note="too large to be looked at")
    image = canvas.at(1).image
    page = image.crop(0, 0, image.width, image.get_page_height()) if canvas.pages > 1 else image
    seen = sight(page, encoder.format)
    judged = _looked_at(_Looking(canvas, encoder, seen), score, highest)
    if encoder.richer is None or judged.quality < _CHROMA_BOUND:
        return judged
    richer = _looked_at(_Looking(canvas, encoder.richer, seen), score, highest)
    return replace(richer, steps=(*judged.steps, *richer.steps))


def _looked_at(looking: "_Looking", score: int, highest: int) -> Judged:
    encoder, tiled = looking.encoder, looking.seen.tiled
    qualities = [quality for quality in encoder.qualities if quality <= highest] or encoder.qualities[:1]
    shape = score_shape_of(encoder.format)
    looked = quality_for(Aim(score, tiled, looking.keeps), shape, qualities, looking.score_at)
    bound = Bound.PERCEPTUAL if looked.reached else Bound.CEILING
    note = "" if looked.reached else f"it looks {looked.score:.0f} at the most, where {score} was asked"
    return Judged(encoder, looked.quality, bound, tuple(looking.steps), note, looking.kept)


class _Looking:
    """Encodes what is to be seen at a quality and scores it; whole files are kept."""

    def __init__(self, canvas: Canvas, encoder: Encoder, seen: Sight) -> None:
        self.encoder, self.seen = encoder, seen
        self.keeps = seen.whole and canvas.pages == 1
        self.kept: dict[int, bytes] = {}
        self.steps: list[Step] = []
        self._canvas = canvas

    def score_at(self, quality: int) -> float:
        if self.keeps:
            data = self.kept[quality] = self._canvas.encoded(1, self.encoder, quality)
        else:
            data = self.encoder.write(self.seen.encoded, quality)
        share = 1.0 if self.keeps else self.seen.share / self._canvas.pages
        self.steps.append(Step(quality, 1.0, len(data), share))
        return self.seen.score(data)
