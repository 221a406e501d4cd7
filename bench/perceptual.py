"""How evenly `--quality auto` makes pictures look, and at what price, beside one quality for all of them.

The score is SSIMULACRA 2 of the whole picture; what led to the quality were tiles of it. Encodes are counted by their
share of the pixels. The fixed quality is the one whose mean score is nearest to the mean that auto came to.
"""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from statistics import fmean, pstdev

import pyvips

from camera_pictures import Half, draw, pictures
from machine import describe
from options import parser
from score_curves import SIDES, spread
from table import Row, markdown, publish, write_csv
from vipsort.photo.formats import Format
from vipsort.photo.policy import Auto, Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.fit.montage import Sight, sight
from vipsort.pixels.fit.perceptual import Aim, quality_for
from vipsort.pixels.fit.score_shape import score_shape_of
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

_HEAD = ("format, level", "target", "mean", "sd", "lowest", "fixed Q", "its mean", "its sd", "encodes", "most", "short")


@dataclass(frozen=True, slots=True)
class Eye:
    """A picture, how it is looked at, and the whole scores that were measured already."""

    name: str
    image: pyvips.Image
    encoder: Encoder
    looks: Sight
    reference: Reference
    scores: dict[int, float] = field(default_factory=dict)

    def whole(self, quality: int) -> float:
        """The true score at a quality."""
        if quality not in self.scores:
            decoded = pyvips.Image.new_from_buffer(self.encoder.write(self.image, quality), "").copy_memory()
            self.scores[quality] = self.reference.score(decoded)
        return self.scores[quality]


@dataclass(frozen=True, slots=True)
class Made:
    """What auto made of one picture."""

    format: Format
    level: Auto
    picture: str
    quality: int
    foretold: float
    score: float
    encodes: float
    reached: bool


def main() -> None:
    """Measure format by format, and print the table."""
    words = _words()
    rows: list[Row] = []
    made: list[Made] = []
    held_out = pictures(words.pictures, Half.HELD_OUT)
    for format_ in words.formats:
        eyes = [_opened(path, format_) for path in spread(held_out, words.count)]
        for level in Auto:
            ours = [_auto(eye, level) for eye in eyes]
            made.extend(ours)
            rows.append(_row(level, ours, eyes))
            print(markdown(_HEAD, rows[-1:]).splitlines()[-1], flush=True)
    publish(words.out, "perceptual.md", f"{len(eyes)} pictures held out\n\n" + markdown(_HEAD, rows))
    write_csv(words.out / "perceptual.csv", [name.name for name in fields(Made)], [astuple(one) for one in made])
    (words.out / "perceptual-machine.json").write_text(describe({"pictures": len(eyes)}), encoding="utf-8")


def _opened(path: Path, format_: Format) -> Eye:
    image = draw(path, SIDES[format_]).colourspace("srgb").copy_memory()
    encoder = encoder_for(format_, Effort.BALANCED, Content.PHOTOGRAPH, image.width * image.height, for_size=True)
    return Eye(path.stem, image, encoder, sight(image, format_), Reference(image))


def _auto(eye: Eye, level: Auto) -> Made:
    looks, encoder = eye.looks, eye.encoder
    looked = quality_for(
        Aim(level.score, looks.tiled, looks.whole),
        score_shape_of(encoder.format),
        encoder.qualities,
        lambda quality: looks.score(encoder.write(looks.encoded, quality)),
    )
    encodes = len(looked.looks) * looks.share + (not looks.whole)
    score = eye.whole(looked.quality)
    return Made(encoder.format, level, eye.name, looked.quality, looked.score, score, encodes, looked.reached)


def _row(level: Auto, made: Sequence[Made], eyes: Sequence[Eye]) -> Row:
    scores = [one.score for one in made]
    mean, format_ = fmean(scores), made[0].format
    fixed, at_fixed = min(_towards(mean, format_, eyes), key=lambda found: abs(fmean(found[1]) - mean))
    encodes = [one.encodes for one in made]
    return (
        f"{format_}, {level}",
        level.score,
        mean,
        pstdev(scores),
        min(scores),
        fixed,
        fmean(at_fixed),
        pstdev(at_fixed),
        fmean(encodes),
        max(encodes),
        sum(not one.reached for one in made),
    )


def _towards(mean: float, format_: Format, eyes: Sequence[Eye]) -> Iterator[tuple[int, Sequence[float]]]:
    """Qualities with the scores of all pictures: from the one that the curve names until the mean is passed."""
    qualities, shape = eyes[0].encoder.qualities, score_shape_of(format_)
    place = min(range(len(qualities)), key=lambda place: abs(shape.score(qualities[place]) - mean))
    direction = 0
    while 0 <= place < len(qualities):
        scores = [eye.whole(qualities[place]) for eye in eyes]
        yield qualities[place], scores
        towards = 1 if fmean(scores) < mean else -1
        if direction and towards != direction:
            return
        direction, place = towards, place + towards


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--formats", type=Format, nargs="+", default=list(SIDES))
    words.add_argument("--count", type=int, help="only so many pictures")
    return words.parse_args()


if __name__ == "__main__":
    main()
