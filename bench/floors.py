"""Below which quality fewer pixels look better than a lower quality: the floors of the encoders.

A picture at a low quality is set against the same picture at a higher one, made smaller until it has the same bytes,
and shown in the old size (Lanczos, three lobes). SSIMULACRA 2 tells both beside the original.
"""

import math
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pyvips

from camera_pictures import Half, draw, pictures
from equal_bytes import Made, score_at
from options import parser
from shown import decoded, in_size_of
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
_LOW: Mapping[Format, Sequence[int]] = {
    Format.JPEG: (10, 15, 20, 25, 30, 35, 40, 50, 60),
    Format.WEBP: (4, 8, 12, 20, 30, 40, 50, 60, 70),
    Format.AVIF: (11, 17, 23, 31, 36, 41, 46, 51, 58),
}
_HIGHER: Mapping[Format, Sequence[int]] = {
    Format.JPEG: (30, 40, 50, 60, 70, 80),
    Format.WEBP: (20, 30, 40, 55, 70, 80),
    Format.AVIF: (31, 38, 46, 54, 62, 70),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One picture: the scores of its low qualities in full size, and what each gains at each higher quality.

    A gain is not a number where the smallest scale is too large.
    """

    scores: Mapping[int, float]
    gains: Mapping[int, Mapping[int, float]]


def main() -> None:
    """Measure each format on each picture."""
    words = _words()
    publish(words.out, "floors.md", "\n".join(_measured(format_, words) for format_ in words.formats))


def _measured(format_: Format, words: Namespace) -> str:
    paths = pictures(words.pictures, Half.FITTED_ON)
    encoder = encoder_for(format_, Effort.BALANCED, Content.PHOTOGRAPH, 1, for_size=True)
    chosen = paths[1 :: max(1, len(paths) // words.count)][: words.count]
    compared = [_compared(encoder, draw(path, words.side).colourspace("srgb").copy_memory()) for path in chosen]
    head = ("full size at", "scores", *(f"smaller at {quality}" for quality in _HIGHER[format_]), "pictures that gain")
    rows = [_row(quality, compared, _HIGHER[format_]) for quality in _LOW[format_]]
    end = _end([(quality, max(_mean_gains(quality, compared).values())) for quality in _LOW[format_]])
    title = f"{format_}: {len(chosen)} pictures of {words.side} px, floor {encoder.floor}; the gain ends at {end}"
    return f"{title}\n\n{markdown(head, rows)}"


def _compared(encoder: Encoder, image: pyvips.Image) -> Compared:
    reference = Reference(image)

    def made(drawn: pyvips.Image, quality: int) -> Made:
        data = encoder.write(drawn, quality)
        return Made(len(data), reference.score(in_size_of(image, decoded(data))))

    drawn = [image.resize(scale).copy_memory() if scale < 1 else image for scale in _SCALES]
    low = {quality: made(image, quality) for quality in _LOW[encoder.format]}
    higher = {quality: [made(one, quality) for one in drawn] for quality in _HIGHER[encoder.format]}
    gains = {
        quality: {above: score_at(files, full.size) - full.score for above, files in higher.items() if above > quality}
        for quality, full in low.items()
    }
    return Compared({quality: full.score for quality, full in low.items()}, gains)


def _row(quality: int, compared: Sequence[Compared], higher: Sequence[int]) -> Row:
    gains = _mean_gains(quality, compared)
    shown = (f"{gains[above]:+.2f}" if above in gains else "" for above in higher)
    gained = fmean(any(gain > 0 for gain in one.gains[quality].values()) for one in compared)
    return f"{quality}", fmean(one.scores[quality] for one in compared), *shown, f"{gained:.0%}"


def _mean_gains(quality: int, compared: Sequence[Compared]) -> Mapping[int, float]:
    """The mean over pictures for each higher quality that can be made as small."""
    columns = {above: [one.gains[quality][above] for one in compared] for above in compared[0].gains[quality]}
    return {above: fmean(column) for above, column in columns.items() if not any(map(math.isnan, column))}


def _end(gains: Sequence[tuple[int, float]]) -> str:
    """The quality at which the gain falls to nothing, on the line between the two that are measured around it."""
    for (low, gained), (high, lost) in pairwise(gains):
        if gained > 0 >= lost:
            return f"{low + (high - low) * gained / (gained - lost):.0f}"
    return "none of these"


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--count", type=int, default=8, help="pictures of the fitting half")
    words.add_argument("--side", type=int, default=1000, help="pixels of their longer side")
    words.add_argument("--formats", type=Format, nargs="+", default=list(_LOW))
    return words.parse_args()


if __name__ == "__main__":
    main()
