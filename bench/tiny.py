"""Makes a tree of tiny pictures, JPEG, PNG and GIF in turn: no two have the same bytes, and each name has its date."""

import argparse
import io
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

from splice import COMMENT_MARKER, gif_comment, jpeg_segment, png_chunk

_PER_FOLDER = 500
_FIRST = datetime(2012, 1, 1, 12, 0, 1)  # noqa: DTZ001 -- a camera's clock knows no zone
_APART = timedelta(minutes=67)  # 100,000 pictures are 12 years
_SUFFIXES = (".jpg", ".png", ".gif")


def main() -> None:
    """Make the tree that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is made; must not exist")
    parser.add_argument("--count", type=int, default=100_000)
    words = parser.parse_args()
    make(words.folder, words.count)


def make(folder: Path, count: int) -> None:
    """Write the pictures, 500 a folder."""
    blanks = {suffix: _blank(suffix) for suffix in _SUFFIXES}
    folder.mkdir(parents=True)
    for index in range(count):
        suffix = _SUFFIXES[index % len(_SUFFIXES)]
        target = folder / f"{index // _PER_FOLDER:04d}" / f"IMG_{_FIRST + index * _APART:%Y%m%d_%H%M%S}{suffix}"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(_labelled(blanks[suffix], suffix, f"picture {index}".encode()))


def _blank(suffix: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((16, 16)).save(out, format=Image.registered_extensions()[suffix])
    return out.getvalue()


def _labelled(picture: bytes, suffix: str, text: bytes) -> bytes:
    match suffix:
        case ".jpg":
            return jpeg_segment(picture, COMMENT_MARKER, text)
        case ".png":
            return png_chunk(picture, b"tEXt", b"Comment\0" + text)
        case _:
            return gif_comment(picture, text)


if __name__ == "__main__":
    main()
