"""Makes a folder of camera-like pictures from real photographs: the same bytes on every run."""

import argparse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyvips

from camera import exif
from folders import contents, fingerprint
from photographs import cut, frame, load
from splice import EXIF_MARKER, jpeg_segment, png_chunk

_REPOSITORY = Path(__file__).resolve().parents[1]
_PER_FOLDER = 100
_THREADS = 2


class Mode(StrEnum):
    """What the folder is like."""

    CAMERA = "camera"  # large files, no two with the same pixels
    SMALL = "small"  # many small ones
    MANY = "many"  # thousands of large ones, on few frames, so that the disk holds them


class Coding(StrEnum):
    """How pixels are stored; camera JPEGs are baseline 4:2:0."""

    BASELINE = "baseline"
    FULL_CHROMA = "444"
    PROGRESSIVE = "progressive"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many pictures of how many frames, of what size and quality."""

    count: int
    frames: int
    megapixels: float
    quality: int


_RECIPES = {
    Mode.CAMERA: Recipe(count=96, frames=96, megapixels=12, quality=94),
    Mode.SMALL: Recipe(count=2000, frames=200, megapixels=1, quality=75),
    Mode.MANY: Recipe(count=5000, frames=24, megapixels=12, quality=80),
}


def main() -> None:
    """Make the corpus that the command line asks for, and say what it came to."""
    words = _parser().parse_args()
    make(words.folder, _recipe(words), Coding(words.coding), words.photographs)
    made = contents(words.folder)
    print(f"{made.files} pictures, {made.size / 1e6:.0f} MB, sha256 {fingerprint(words.folder)}")


def make(folder: Path, recipe: Recipe, coding: Coding, photographs: Path) -> None:
    """Write the pictures into numbered subfolders; every file's bytes are its own, by its EXIF."""
    folder.mkdir(parents=True)
    sources = load(photographs)
    label, suffix = _label(coding)

    def write_all_of(number: int) -> None:
        pixels = _encode(cut(sources, frame(number, recipe.megapixels)), coding, recipe.quality)
        for index in range(number, recipe.count, recipe.frames):
            target = _target(folder, index, suffix)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(label(pixels, exif(index)))

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(write_all_of, range(min(recipe.frames, recipe.count))))


def _encode(image: pyvips.Image, coding: Coding, quality: int) -> bytes:
    match coding:
        case Coding.BASELINE:
            data = image.jpegsave_buffer(Q=quality, keep=pyvips.ForeignKeep.NONE, subsample_mode="on")
        case Coding.FULL_CHROMA:
            data = image.jpegsave_buffer(Q=quality, keep=pyvips.ForeignKeep.NONE, subsample_mode="off")
        case Coding.PROGRESSIVE:
            data = image.jpegsave_buffer(Q=quality, keep=pyvips.ForeignKeep.NONE, subsample_mode="on", interlace=True)
        case Coding.PNG:
            data = image.pngsave_buffer(compression=3, keep=pyvips.ForeignKeep.NONE)
    return bytes(data)


def _label(coding: Coding) -> tuple[Callable[[bytes, bytes], bytes], str]:
    if coding is Coding.PNG:
        return lambda png, block: png_chunk(png, b"eXIf", block.removeprefix(b"Exif\0\0")), ".PNG"
    return lambda jpeg, block: jpeg_segment(jpeg, EXIF_MARKER, block), ".JPG"


def _target(folder: Path, index: int, suffix: str) -> Path:
    return folder / f"{100 + index // _PER_FOLDER}BENCH" / f"IMG_{index:05d}{suffix}"


def _recipe(words: argparse.Namespace) -> Recipe:
    usual = _RECIPES[Mode(words.mode)]
    count = words.count or usual.count
    frames = count if words.mode == Mode.CAMERA else usual.frames
    return Recipe(
        count=count,
        frames=words.frames or frames,
        megapixels=words.megapixels or usual.megapixels,
        quality=words.quality or usual.quality,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made; must not exist")
    parser.add_argument("--mode", choices=list(Mode), default=Mode.CAMERA)
    parser.add_argument("--coding", choices=list(Coding), default=Coding.BASELINE)
    parser.add_argument("--count", type=int, help="pictures")
    parser.add_argument("--frames", type=int, help="different frames; further pictures differ by their EXIF")
    parser.add_argument("--megapixels", type=float)
    parser.add_argument("--quality", type=int, help="of the JPEG")
    parser.add_argument("--photographs", type=Path, default=_REPOSITORY.parent / "shared" / "corpus")
    return parser


if __name__ == "__main__":
    main()
