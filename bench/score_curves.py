"""How good camera pictures look at every quality: measured on the fitting half, and the curves made of it.

``measure`` prints a table for one format, ``fit`` writes src/vipsort/pixels/fit/scores.json from tables.
"""

import csv
import json
import math
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from pathlib import Path
from statistics import fmean, linear_regression, pstdev

import pyvips

from camera_pictures import Half, draw, pictures
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.fit.montage import sight
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["SIDES", "engine"]

SIDES: Mapping[Format, int] = {Format.JPEG: 1280, Format.WEBP: 1280, Format.AVIF: 960}
"""Pixels of the longer side: few enough for AVIF to be done today."""

_KNOTS: Mapping[Format, Sequence[int]] = {
    Format.JPEG: (10, 25, 45, 60, 72, 82, 90, 95, 100),
    Format.WEBP: (10, 30, 50, 65, 75, 83, 90, 95, 100),
    Format.AVIF: (15, 31, 44, 55, 65, 74, 83, 91, 100),
}
_SERVED = (60, 90)  # the scores for which a montage's bias is fitted: targets lie between
_OUT = Path(__file__).resolve().parent.parent / "src/vipsort/pixels/fit/scores.json"


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture at one quality: what its tiles scored, and what all of it did."""

    format: str
    picture: str
    quality: int
    tiles: float
    whole: float


def main() -> None:
    """Measure, or fit what was measured."""
    parser = ArgumentParser(description=__doc__)
    does = parser.add_subparsers(dest="does", required=True)
    measure = does.add_parser("measure")
    measure.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    measure.add_argument("format", type=Format)
    measure.add_argument("--count", type=int, help="only so many pictures")
    does.add_parser("fit").add_argument("tables", type=Path, nargs="+")
    words = parser.parse_args()
    if words.does == "fit":
        _OUT.write_text(_json(_read(words.tables)), encoding="utf-8")
        return
    writer = csv.writer(sys.stdout)
    writer.writerow([field.name for field in fields(Seen)])
    for path in spread(pictures(words.pictures, Half.FITTED_ON), words.count):
        writer.writerows(astuple(seen) for seen in _looked(path, words.format))
        sys.stdout.flush()


def spread(paths: Sequence[Path], count: int | None) -> Sequence[Path]:
    """All of them, or so many from the whole range."""
    return paths[:: max(1, len(paths) // count)][:count] if count else paths


def _looked(path: Path, format_: Format) -> Iterator[Seen]:
    image = draw(path, SIDES[format_]).colourspace("srgb").copy_memory()
    encoder = encoder_for(format_, Effort.BALANCED, Content.PHOTOGRAPH, image.width * image.height, for_size=True)
    whole, looks = Reference(image), sight(image, format_)
    for quality in _KNOTS[format_]:
        data = encoder.write(image, quality)
        seen = data if looks.whole else encoder.write(looks.encoded, quality)
        decoded = pyvips.Image.new_from_buffer(data, "").copy_memory()
        yield Seen(format_, path.stem, quality, looks.score(seen), whole.score(decoded))


def _read(tables: Sequence[Path]) -> Mapping[str, Sequence[Seen]]:
    """What was seen, by format."""
    seen: dict[str, list[Seen]] = defaultdict(list)
    for table in tables:
        with table.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                numbers = (int(row["quality"]), float(row["tiles"]), float(row["whole"]))
                seen[row["format"]].append(Seen(row["format"], row["picture"], *numbers))
    return seen


def _json(seen: Mapping[str, Sequence[Seen]]) -> str:
    lines = [f'"{format_}": {json.dumps(_shape(rows))}' for format_, rows in sorted(seen.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _shape(seen: Sequence[Seen]) -> dict[str, object]:
    by_quality: dict[int, list[float]] = defaultdict(list)
    for row in seen:
        by_quality[row.quality].append(math.log(100 - row.whole))
    knots = {quality: fmean(losses) for quality, losses in sorted(by_quality.items())}
    served = [row for row in seen if _SERVED[0] <= row.whole <= _SERVED[1]]
    slope, offset = linear_regression([row.tiles for row in served], [row.whole - row.tiles for row in served])
    return {
        "qualities": list(knots),
        "losses": [round(loss, 4) for loss in knots.values()],
        "tilt": round(_tilt(served, knots), 3),
        "bias": round(offset + slope * 75, 3),
        "bias_slope": round(slope, 4),
    }


def _tilt(seen: Sequence[Seen], knots: Mapping[int, float]) -> float:
    """The standard deviation of how much steeper than the mean curve a picture's is, from look to look."""
    by_picture: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in seen:
        by_picture[row.picture].append((knots[row.quality], math.log(100 - row.whole)))
    steps = [
        (after[1] - before[1]) / (after[0] - before[0])
        for points in by_picture.values()
        for before, after in pairwise(points)
    ]
    return pstdev(steps)


if __name__ == "__main__":
    main()
