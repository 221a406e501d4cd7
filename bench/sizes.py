"""How big each camera picture is at every quality, and what a probe says of it: the table that curves are fitted on."""

import csv
import sys
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from camera_pictures import Half, draw, pictures
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.choose import encoder_for
from vipsort.pixels.fit.sample import sample

__all__ = ["engine"]

HEAD = ("half", "picture", "width", "height", "format", "quality", "bytes", "probe_bytes", "probe_share", "bare_bytes")
_SIDES = {
    Format.JPEG: (800, 1280, 1920, 2560),
    Format.WEBP: (800, 1280, 1920, 1280),
    Format.AVIF: (640, 960, 800, 1120),
}
_THREADS = 2

Row = tuple[object, ...]


def main() -> None:
    """Measure one format; rows come in the order of the pictures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path, help="the folder of metadata-extractor-images")
    parser.add_argument("format", type=Format)
    parser.add_argument("--every", type=int, default=1, help="only every so-manyth picture of each half")
    parser.add_argument("--effort", type=Effort, default=Effort.BALANCED)
    words = parser.parse_args()
    writer = csv.writer(sys.stdout)
    writer.writerow(HEAD)
    halves = {half: pictures(words.pictures, half)[:: words.every] for half in Half}
    asked = [(half, index, path) for half, paths in halves.items() for index, path in enumerate(paths)]
    with ThreadPoolExecutor(_THREADS) as pool:
        for rows in pool.map(partial(_rows, words.format, words.effort), asked):
            writer.writerows(rows)
            sys.stdout.flush()


def _rows(format_: Format, effort: Effort, asked: tuple[Half, int, Path]) -> list[Row]:
    half, index, path = asked
    image = draw(path, _SIDES[format_][index % 4])
    encoder = encoder_for(format_, effort, Content.PHOTOGRAPH, image.width * image.height, for_size=True)
    part = sample(image, format_)
    rows: list[Row] = []
    for quality in encoder.qualities:
        probe = len(encoder.write(part.image, quality)) if part else 0
        bare = len(encoder.write(image.crop(0, 0, 16, 16), quality))
        size = len(encoder.write(image, quality))
        share = part.share if part else 0
        rows.append((half, path.stem, image.width, image.height, format_, quality, size, probe, share, bare))
    return rows


if __name__ == "__main__":
    main()
