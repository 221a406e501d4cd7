"""Fidelity: SSIMULACRA 2 of pictures made smaller, before any encoder loses more, against a full decode."""

import shutil
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import pyvips

import corpora
from folders import files_below, workspace
from machine import describe
from measure import measure
from options import parser
from program import vipsort
from table import Row, markdown, publish, write_csv
from vipsort.pixels.ssimulacra2 import Reference

_HEAD = ("to", "pictures", "vipsort, mean", "lowest", "thumbnail, mean", "lowest")
_CSV_HEAD = ("to", "picture", "vipsort", "thumbnail")


def main() -> None:
    """Let vipsort make lossless pictures of each size, and score them beside what libvips' thumbnail makes."""
    words = _words()
    corpus = corpora.asked(words)
    machine = describe(corpus.facts())
    with workspace(words.work) as work:
        rows = [row for pixels in words.to for row in _scored(pixels, corpus.folder, work)]
    publish(words.out, f"fidelity-{corpus.name}.md", markdown(_HEAD, [_row(pixels, rows) for pixels in words.to]))
    write_csv(words.out / f"fidelity-{corpus.name}.csv", _CSV_HEAD, rows)
    (words.out / f"fidelity-{corpus.name}-machine.json").write_text(machine, encoding="utf-8")


def _scored(pixels: int, corpus: Path, work: Path) -> list[tuple[int, str, float, float]]:
    made = work / "made"
    options = ("--resize", str(pixels), "--format", "tiff", "--layout", "mirror")
    measure(vipsort(corpus, made, *options), work)
    pairs = zip(files_below(corpus), files_below(made), strict=True)
    rows = [(pixels, original.name, *_scores(original, result, pixels)) for original, result in pairs]
    shutil.rmtree(made)
    return rows


def _scores(original: Path, result: Path, pixels: int) -> tuple[float, float]:
    """Of vipsort and of `thumbnail_buffer`, which reads fewer pixels of a JPEG than the reference does.

    A side that is no whole number of pixels is rounded, and the other one follows or not. Both are right, and half a
    pixel costs more than any decoder: so there are two references, and the one that is met better counts.
    """
    data, ours = original.read_bytes(), _decoded(result.read_bytes())
    whole = _decoded(data)
    alike = whole.thumbnail_image(pixels, size="down")
    apart = whole.thumbnail_image(ours.width, height=ours.height, size="force")
    references = [Reference(image.copy_memory()) for image in (alike, apart)]
    thumbnail = pyvips.Image.thumbnail_buffer(data, pixels, size="down").copy_memory()
    return max(one.score(ours) for one in references), max(one.score(thumbnail) for one in references)


def _decoded(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "").autorot().colourspace("srgb").copy_memory()


def _row(pixels: int, rows: Sequence[tuple[int, str, float, float]]) -> Row:
    own = [row for row in rows if row[0] == pixels]
    ours, thumbnails = [row[2] for row in own], [row[3] for row in own]
    return (f"{pixels} px", len(ours), fmean(ours), min(ours), fmean(thumbnails), min(thumbnails))


def _words() -> Namespace:
    words = parser(__doc__)
    corpora.add_words(words, "camera", count=24)
    words.add_argument("--to", type=int, nargs="+", default=[1920, 1024, 640], help="pixels of the longer side")
    return words.parse_args()


if __name__ == "__main__":
    main()
