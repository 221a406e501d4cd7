"""The tables of sizes.py, read: every size of each picture, so that a search can be tried without encoding again."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from camera_pictures import Half
from vipsort.photo.formats import Format
from vipsort.pixels.fit.curve import Curve, shape_of

LOWEST, HIGHEST = 10, 95
"""The qualities between which the search is measured."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture's bytes by quality, those of its probe (headers not counted), and of its headers.

    `share` is that of the picture's pixels in the probe; 0 where the picture is too small for one.
    """

    name: str
    format: Format
    pixels: int
    sizes: Mapping[int, int]
    overhead: int
    probe: int
    share: float

    @property
    def qualities(self) -> Sequence[int]:
        """Those that make different files, lowest first."""
        return [quality for quality in sorted(self.sizes) if LOWEST <= quality <= HIGHEST]

    @property
    def curve(self) -> Curve:
        """What is known of the sizes before the picture is encoded."""
        curve = Curve(shape_of(self.format), self.pixels, self.overhead)
        return curve.after_probe(self.probe, self.share) if self.share else curve

    def encoded(self, quality: int) -> bytes:
        """As many bytes as the encoder made."""
        return bytes(self.sizes[quality])


def read(table: Path, half: Half) -> Sequence[Picture]:
    """The pictures of one half."""
    rows: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    with table.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["half"] == half:
                rows[row["picture"]].append(row)
    return [_picture(name, of_picture) for name, of_picture in rows.items()]


def _picture(name: str, rows: Sequence[Mapping[str, str]]) -> Picture:
    first, format_ = rows[0], Format(rows[0]["format"])
    overhead = int(first["bare_bytes"])  # as a canvas reckons it: at the lowest quality
    probed = next(row for row in rows if int(row["quality"]) >= shape_of(format_).probe_quality)
    return Picture(
        name=name,
        format=format_,
        pixels=int(first["width"]) * int(first["height"]),
        sizes={int(row["quality"]): int(row["bytes"]) for row in rows},
        overhead=overhead,
        probe=max(1, int(probed["probe_bytes"]) - overhead),
        share=float(first["probe_share"]),
    )
