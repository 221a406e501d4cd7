"""Makes one of the giant pictures of `giants`, from a photograph in mirrored tiles: the same bytes on every run."""

import argparse
import shutil
from pathlib import Path

import pyvips

from camera import exif
from giant_kinds import GIANTS, Giant
from photographs import PHOTOGRAPHS, Frame, cut, load
from splice import EXIF_MARKER, jpeg_segment

_REPOSITORY = Path(__file__).resolve().parents[1]
_UPRIGHT, _TURNED = 0, 2  # indices whose EXIF says orientation 1 and 6
_HEAD = 1 << 16


def main() -> None:
    """Write the picture that the command line names; baseline, strips and tiles are never whole in memory."""
    words = _words()
    giant = next(each for each in GIANTS if each.name == words.name)
    words.folder.mkdir(parents=True, exist_ok=True)
    make(giant, words.folder / giant.name, cut(load(words.photographs, PHOTOGRAPHS[:1]), _frame(giant, words.scale)))


def make(giant: Giant, file: Path, pixels: pyvips.Image) -> None:
    """The file, made beside its name."""
    beginning = file.with_name(f"beginning-{file.name}")
    pixels.write_to_file(str(beginning), keep="none", **giant.saver)
    if giant.orientation != 1:
        _label(beginning, exif(_TURNED))
    beginning.rename(file)


def _frame(giant: Giant, scale: float) -> Frame:
    width, height = (max(64, round(side * scale)) for side in giant.sides)
    return Frame(photograph=0, offset=(0, 0), size=(width, height))


def _label(jpeg: Path, block: bytes) -> None:
    """Put an EXIF block before what may be too large to be read at once."""
    labelled = jpeg.with_name(f"labelled-{jpeg.name}")
    with jpeg.open("rb") as source, labelled.open("wb") as target:
        target.write(jpeg_segment(source.read(_HEAD), EXIF_MARKER, block))
        shutil.copyfileobj(source, target)
    labelled.replace(jpeg)


def _words() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("name", choices=[giant.name for giant in GIANTS])
    words.add_argument("--scale", type=float, default=1, help="of the sides; 1 is giant")
    words.add_argument("--photographs", type=Path, default=_REPOSITORY.parent / "shared" / "corpus")
    return words.parse_args()


if __name__ == "__main__":
    main()
