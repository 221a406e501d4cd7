"""What it costs and what is lost if a JPEG is decoded at a half, a quarter or an eighth, by how much is left to resize.

Each picture is made smaller twice, from a full decode and from a reduced one, both by Lanczos; SSIMULACRA 2 compares
the two before anything is encoded. CPU is that of decoding and resizing.
"""

import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles

import pyvips

from camera_pictures import Half, pictures
from machine import describe
from options import parser
from table import Row, markdown, publish
from vipsort.pixels import engine
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

_LEFT = (1.0, 1.02, 1.04, 1.1, 1.2, 1.3, 1.5, 1.7, 1.9)
_LEAST_SIDE = 160  # pixels: smaller pictures have no five scales to be compared on
_HEAD = ("factor", "left", "pictures", "mean score", "median", "a tenth is below", "worst", "CPU / full decode",
         "`thumbnail`: mean score", "CPU / full decode")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture at one factor: scores of the reduced decode and of libvips' `thumbnail`, CPU against a full one."""

    score: float
    cpu: float
    thumbnail_score: float
    thumbnail_cpu: float


def main() -> None:
    """Measure every picture at every factor and at each share that is left."""
    words = _words()
    files = [path for half in Half for path in pictures(words.pictures, half)]
    chosen = [path.read_bytes() for path in files[:: max(1, len(files) // words.count)][: words.count]]
    rows = [_row(factor, left, _seen(chosen, factor, left)) for factor in (2, 4, 8) for left in _LEFT]
    publish(words.out, "shrink-on-load.md", markdown(_HEAD, rows))
    machine = describe({"pictures": len(chosen)})
    (words.out / "shrink-on-load-machine.json").write_text(machine, encoding="utf-8")


def _seen(files: Sequence[bytes], factor: int, left: float) -> list[Seen]:
    return [seen for data in files if (seen := _compared(data, factor, left))]


def _compared(data: bytes, factor: int, left: float) -> Seen | None:
    header = pyvips.Image.new_from_buffer(data, "")
    width, height = (round(side / factor / left) for side in (header.width, header.height))
    whole = (
        header.width % factor == 0 == header.height % factor
    )  # what is left over would be dropped, and shift the rest
    if not whole or min(width, height) < _LEAST_SIDE or header.interpretation != "srgb":
        return None

    def decoded_at(shrink: int) -> pyvips.Image:
        image = pyvips.Image.new_from_buffer(data, "", access="sequential", shrink=shrink)
        return image.resize(width / image.width, vscale=height / image.height).copy_memory()

    def thumbnail() -> pyvips.Image:
        return pyvips.Image.thumbnail_buffer(data, width, height=height, size="force", no_rotate=True).copy_memory()

    full, usual = _timed(lambda: decoded_at(1))
    reduced, cpu = _timed(lambda: decoded_at(factor))
    by_libvips, its_cpu = _timed(thumbnail)
    original = Reference(full)
    return Seen(original.score(reduced), cpu / usual, original.score(by_libvips), its_cpu / usual)


def _timed(make: Callable[[], pyvips.Image]) -> tuple[pyvips.Image, float]:
    start = time.process_time()
    return make(), time.process_time() - start


def _row(factor: int, left: float, seen: Sequence[Seen]) -> Row:
    scores = [one.score for one in seen]
    return (
        factor,
        left,
        len(seen),
        fmean(scores),
        median(scores),
        quantiles(scores, n=10)[0] if len(scores) > 1 else scores[0],
        min(scores),
        fmean(one.cpu for one in seen),
        fmean(one.thumbnail_score for one in seen),
        fmean(one.thumbnail_cpu for one in seen),
    )


def _words() -> Namespace:
    words = parser(__doc__)
    words.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    words.add_argument("--count", type=int, default=40, help="pictures of both halves")
    return words.parse_args()


if __name__ == "__main__":
    main()
