"""Fits what photographs have in common, from the tables of sizes.py, and writes it where vipsort reads it."""

import csv
import json
import math
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, stdev

from camera_pictures import Half
from vipsort.photo.formats import Format
from vipsort.pixels.fit.curve import Shape

_CURVES = Path(__file__).resolve().parents[1] / "src" / "vipsort" / "pixels" / "fit" / "curves.json"
_WAYS = 6
_ROUNDS = 300  # of the power iteration, for each way
_PROBE_AT = {Format.JPEG: 80, Format.WEBP: 80, Format.AVIF: 65}
_EVERY = range(1, 101)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The logs of bytes a pixel of one picture at qualities 1 to 100, and of its probe; none of the headers."""

    whole: Sequence[float]
    probe: Sequence[float]


def main() -> None:
    """Fit every table that is given, and keep the shapes of the formats that are not."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path, nargs="+", help="what sizes.py printed, one file a format")
    words = parser.parse_args()
    shapes = json.loads(_CURVES.read_text(encoding="utf-8")) if _CURVES.exists() else {}
    for table in words.tables:
        format_, pictures = read(table, Half.FITTED_ON)
        shape = _fitted(format_, pictures)
        shapes[format_] = {name: _rounded(value) for name, value in asdict(shape).items()}
        print(f"{format_}: {len(pictures)} pictures, rest {shape.rest:.4f} over {shape.reach:.0f} qualities, "
              f"probe {shape.probe_bias:+.3f} +-{shape.probe_spread:.3f}")  # fmt: skip
    lines = ",\n".join(f' "{name}": {json.dumps(shape)}' for name, shape in sorted(shapes.items()))
    _CURVES.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def read(table: Path, half: Half) -> tuple[Format, Sequence[Sizes]]:
    """The pictures of one half."""
    rows: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    format_ = Format.JPEG
    with table.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["half"] != half:
                continue
            format_ = Format(row["format"])
            pixels, bare = int(row["width"]) * int(row["height"]), int(row["bare_bytes"])
            whole = math.log((int(row["bytes"]) - bare) / pixels)
            share = float(row["probe_share"])
            probe = math.log((int(row["probe_bytes"]) - bare) / (pixels * share)) if share else math.nan
            rows[row["picture"]][int(row["quality"])] = whole, probe
    return format_, [_filled(by_quality) for by_quality in rows.values()]


def _filled(by_quality: dict[int, tuple[float, float]]) -> Sizes:
    """Every quality: where several make the same file, the highest of them was measured."""
    measured = [next(by_quality[at] for at in range(quality, 101) if at in by_quality) for quality in _EVERY]
    return Sizes([whole for whole, _ in measured], [probe for _, probe in measured])


def _fitted(format_: Format, pictures: Sequence[Sizes]) -> Shape:
    mean = [fmean(column) for column in zip(*(sizes.whole for sizes in pictures), strict=True)]
    left = [[value - usual for value, usual in zip(sizes.whole, mean, strict=True)] for sizes in pictures]
    ways = []
    for _ in range(_WAYS):
        way, left = _way(left)
        ways.append(way)
    rest = math.sqrt(fmean(value**2 for row in left for value in row))
    at = _PROBE_AT[format_]
    missed = [sizes.probe[at - 1] - sizes.whole[at - 1] for sizes in pictures if not math.isnan(sizes.probe[0])]
    return Shape(mean, ways, rest, _reach(left), at, fmean(missed), stdev(missed), 0.85, 0.05)


def _way(rows: Sequence[Sequence[float]]) -> tuple[list[float], list[list[float]]]:
    """The way in which the rows differ most, scaled to one standard deviation, and what it leaves of them."""
    way = [1.0] * len(rows[0])
    for _ in range(_ROUNDS):
        amounts = [_dot(row, way) for row in rows]
        way = [_dot(amounts, column) for column in zip(*rows, strict=True)]
        length = math.sqrt(_dot(way, way))
        way = [value / length for value in way]
    amounts = [_dot(row, way) for row in rows]
    left = [
        [value - amount * step for value, step in zip(row, way, strict=True)]
        for row, amount in zip(rows, amounts, strict=True)
    ]
    spread = math.sqrt(fmean(amount**2 for amount in amounts))
    return [value * spread for value in way], left


def _reach(rows: Sequence[Sequence[float]]) -> float:
    """Over how many qualities the rows stay alike: where their correlation falls to 1/e."""
    power = fmean(_dot(row, row) / len(row) for row in rows)
    for lag in range(1, 50):
        alike = fmean(_dot(row[lag:], row[:-lag]) / (len(row) - lag) for row in rows) / power
        if alike < 1 / math.e:
            return float(lag)
    return 50.0


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _rounded(value: object) -> object:
    match value:
        case float():
            return round(value, 4)
        case list():
            return [_rounded(one) for one in value]
        case _:
            return value


if __name__ == "__main__":
    main()
