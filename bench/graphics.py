"""What the rungs of PNG, GIF and TIFF cost and look like, and what content decides: on graphics and on photographs."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import mean
from time import process_time

import pyvips

from camera_pictures import draw
from options import parser
from photographs import PHOTOGRAPHS
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.photo.policy import Effort
from vipsort.pixels import engine
from vipsort.pixels.content import Content, content_of
from vipsort.pixels.encoders.gif import gif_rungs
from vipsort.pixels.encoders.jpeg import jpeg
from vipsort.pixels.encoders.png import png_rungs
from vipsort.pixels.encoders.rung import Rung
from vipsort.pixels.encoders.tiff import tiff_rungs
from vipsort.pixels.encoders.webp import lossless_webp, webp
from vipsort.pixels.ssimulacra2 import Reference

__all__ = ["engine"]

# Screenshots of web pages, drawings, renderings with alpha, a scanned drawing: go-fuzz, wuffs, sharp, golang, image-rs.
GRAPHICS = (
    "go-fuzz/png/corpus/blog.png",
    "go-fuzz/png/corpus/codewalk.png",
    "go-fuzz/png/corpus/javadoc1.png",
    "go-fuzz/png/corpus/logo.png",
    "go-fuzz/png/corpus/lseek.png",
    "go-fuzz/png/corpus/seek.png",
    "golang-image/testdata/tux.png",
    "image-rs/tests/images/png/bugfixes/debug_triangle_corners_widescreen.png",
    "sharp/test/fixtures/50020484-00001.png",
    "sharp/test/fixtures/alpha-premultiply-1024x768-paper.png",
    "sharp/test/fixtures/test-pattern.png",
    "wuffs/test/data/hibiscus.primitive.png",
    "wuffs/test/data/ridiculously-fast.png",
)

_REPOSITORY = Path(__file__).resolve().parents[1]
_SIDE = 800  # pixels at the most: photographs are drawn to it, graphics are cut
_RUNGS_HEAD = ("rung", "pictures", "size", "least of the one before", "CPU ms/MP", "SSIMULACRA 2", "worst")
_CHOICES_HEAD = ("picture", "65: 4:2:0", "4:4:4", "90: 4:2:0", "4:4:4", "WebP kB", "score", "lossless kB", "PNG kB")
_QUALITIES = (65, 90)  # of a JPEG with halved chroma, whose bytes one with whole chroma has to do with

_LADDERS: Mapping[Format, Callable[[Content, pyvips.Image], tuple[Rung, ...]]] = {
    Format.PNG: lambda content, image: png_rungs(Effort.BALANCED, content, image),
    Format.GIF: gif_rungs,
    Format.TIFF: lambda content, _: tiff_rungs(content),
}

Written = tuple[float, float, float, float]  # size of the first rung's, and of the one before's; CPU ms/MP; score


def main() -> None:
    """Measure the rungs and the choices, print both tables."""
    words = parser(__doc__)
    words.add_argument("--corpus", type=Path, default=_REPOSITORY.parent / "shared" / "corpus")
    asked = words.parse_args()
    found: dict[str, list[Written]] = defaultdict(list)
    choices: list[Row] = []
    for name, image in _pictures(asked.corpus):
        content, seen = content_of(image), Reference(_flat(image))
        for format_, ladder in _LADDERS.items():
            for key, written in _descent(ladder(content, image), image, seen):
                found[f"{format_} {content.name.lower()} {key}"].append(written)
        choices.append((f"{name} ({content.name.lower()})", *_chroma(_flat(image), seen), *_loss(image, seen)))
    rungs = [_rung_row(key, found[key]) for key in sorted(found)]
    publish(asked.out, "graphics.md", markdown(_RUNGS_HEAD, rungs) + "\n" + markdown(_CHOICES_HEAD, choices))


def _pictures(corpus: Path) -> Iterator[tuple[str, pyvips.Image]]:
    for name in GRAPHICS:
        image = pyvips.Image.new_from_file(str(corpus / name))
        yield Path(name).stem, image.crop(0, 0, min(_SIDE, image.width), min(_SIDE, image.height)).copy_memory()
    for name in PHOTOGRAPHS:
        yield Path(name).stem, draw(corpus / name, _SIDE)


def _descent(rungs: tuple[Rung, ...], image: pyvips.Image, seen: Reference) -> Iterator[tuple[str, Written]]:
    """Every rung of a ladder, one after the other."""
    sizes: list[int] = []
    for place, rung in enumerate(rungs):
        begun = process_time()
        data = rung.encoder.write(image, None)
        spent = (process_time() - begun) * 1e9 / (image.width * image.height)
        sizes.append(len(data))
        share, of_before = len(data) / sizes[0], len(data) / sizes[max(0, place - 1)]
        options = " ".join(f"{name} {value}" for name, value in rung.encoder.options.items())
        yield f"{place}: {rung.note or options}", (share, of_before, spent, seen.score(_read(data)))


def _rung_row(key: str, found: list[Written]) -> Row:
    shares, of_before, spent, scores = zip(*found, strict=True)
    return key, len(found), mean(shares), min(of_before), mean(spent), mean(scores), min(scores)


def _chroma(image: pyvips.Image, seen: Reference) -> Row:
    """Scores of halved chroma at some qualities, each beside that of whole chroma in as many bytes."""
    encoder = jpeg(Effort.BALANCED, image.width * image.height, for_size=True)
    halved, whole = (replace(encoder, options={**encoder.options, "subsample_mode": mode}) for mode in ("on", "off"))
    scores: list[float] = []
    for quality in _QUALITIES:
        modest = halved.write(image, quality)
        fitting = bisect_right(range(1, 101), len(modest), key=lambda tried: len(whole.write(image, tried)))
        scores += [seen.score(_read(modest)), seen.score(_read(whole.write(image, max(1, fitting))))]
    return scores


def _loss(image: pyvips.Image, seen: Reference) -> Row:
    """WebP at its usual quality with its score, WebP without loss, and PNG: in kilobytes."""
    lossy = webp(Effort.BALANCED)
    data = lossy.write(image, lossy.usual)
    lossless = lossless_webp(Effort.BALANCED).write(image, None)
    rungs = [rung for rung in png_rungs(Effort.BALANCED, content_of(image), image) if not rung.note]
    smallest = min(len(rung.encoder.write(image, None)) for rung in rungs)
    return len(data) / 1e3, seen.score(_read(data)), len(lossless) / 1e3, smallest / 1e3


def _read(data: bytes) -> pyvips.Image:
    return _flat(pyvips.Image.new_from_buffer(data, ""))


def _flat(image: pyvips.Image) -> pyvips.Image:
    """As it is seen on white."""
    image = image.flatten(background=[255]) if image.hasalpha() else image
    return image.colourspace("srgb").copy_memory()


if __name__ == "__main__":
    main()
