"""Makes a folder of camera-like pictures from real photographs: the same bytes on every run."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from camera import exif
from codings import Coding, develop, suffix
from folders import contents, fingerprint
from photographs import cut, frame, load

_REPOSITORY = Path(__file__).resolve().parents[1]
_PER_FOLDER = 100
_THREADS = 2


class Mode(StrEnum):
    """What the folder is like."""

    CAMERA = "camera"  # large files, no two with the same pixels
    SMALL = "small"  # many small ones
    MANY = "many"  # thousands of large ones, on few frames, so that the disk holds them
    MIXED = "mixed"  # what cameras, telephones and scanners of one household leave


@dataclass(frozen=True, slots=True)
class Shot:
    """How one picture is stored: its coding and its size."""

    coding: Coding
    megapixels: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many pictures of how many frames, of what quality, and how they are stored, in turn."""

    count: int
    frames: int
    quality: int
    shots: Sequence[Shot]


_MIXED = (
    Shot(Coding.BASELINE, 12),
    Shot(Coding.HEIC, 12),
    Shot(Coding.BASELINE, 24),
    Shot(Coding.BASELINE, 8),
    Shot(Coding.PROGRESSIVE, 12),
    Shot(Coding.FULL_CHROMA, 12),
    Shot(Coding.BASELINE, 12),
    Shot(Coding.PNG, 8),
    Shot(Coding.BASELINE, 24),
    Shot(Coding.HEIC, 12),
    Shot(Coding.BASELINE, 8),
    Shot(Coding.TIFF, 8),
    Shot(Coding.FULL_CHROMA, 24),
    Shot(Coding.BASELINE, 12),
    Shot(Coding.PROGRESSIVE, 8),
    Shot(Coding.WEBP, 8),
)
_RECIPES = {
    Mode.CAMERA: Recipe(count=96, frames=96, quality=94, shots=[Shot(Coding.BASELINE, 12)]),
    Mode.SMALL: Recipe(count=2000, frames=200, quality=75, shots=[Shot(Coding.BASELINE, 1)]),
    Mode.MANY: Recipe(count=5000, frames=24, quality=80, shots=[Shot(Coding.BASELINE, 12)]),
    Mode.MIXED: Recipe(count=96, frames=96, quality=92, shots=_MIXED),
}


def main() -> None:
    """Make the corpus that the command line asks for, and say what it came to."""
    words = _parser().parse_args()
    make(words.folder, _recipe(words), words.photographs)
    made = contents(words.folder)
    print(f"{made.files} pictures, {made.size / 1e6:.0f} MB, sha256 {fingerprint(words.folder)}")


def make(folder: Path, recipe: Recipe, photographs: Path) -> None:
    """Write the pictures into numbered subfolders; every file's bytes are its own, by its EXIF."""
    folder.mkdir(parents=True)
    sources = load(photographs)

    def write_all_of(number: int) -> None:
        shot = recipe.shots[number % len(recipe.shots)]
        printed = develop(cut(sources, frame(number, shot.megapixels)), shot.coding, recipe.quality)
        for index in range(number, recipe.count, recipe.frames):
            target = folder / f"{100 + index // _PER_FOLDER}BENCH" / f"IMG_{index:05d}{suffix(shot.coding)}"
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(printed(exif(index)))

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(write_all_of, range(min(recipe.frames, recipe.count))))


def _recipe(words: argparse.Namespace) -> Recipe:
    usual = _RECIPES[Mode(words.mode)]
    count = words.count or usual.count
    frames = count if usual.frames == usual.count else usual.frames
    return Recipe(
        count=count,
        frames=words.frames or frames,
        quality=words.quality or usual.quality,
        shots=[Shot(Coding(words.coding or shot.coding), words.megapixels or shot.megapixels) for shot in usual.shots],
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made; must not exist")
    parser.add_argument("--mode", choices=list(Mode), default=Mode.CAMERA)
    parser.add_argument("--coding", choices=list(Coding), help="of all pictures, instead of the mode's own")
    parser.add_argument("--count", type=int, help="pictures")
    parser.add_argument("--frames", type=int, help="different frames; further pictures differ by their EXIF")
    parser.add_argument("--megapixels", type=float, help="of all pictures, instead of the mode's own")
    parser.add_argument("--quality", type=int, help="of JPEGs")
    parser.add_argument("--photographs", type=Path, default=_REPOSITORY.parent / "shared" / "corpus")
    return parser


if __name__ == "__main__":
    main()
