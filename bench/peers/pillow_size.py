"""Pillow as people write it: quality by bisection, each file made whole, until the best one that fits is known."""

import io
import sys
from pathlib import Path

from PIL import Image


def main() -> None:
    """Every file below the first folder, within so many bytes, in the format of a suffix, into the second."""
    source, target, limit, suffix = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    for path in sorted(source.iterdir()):
        with Image.open(path) as image:
            image.load()
            (target / f"{path.stem}.{suffix}").write_bytes(
                _fitted(image, limit, Image.registered_extensions()[f".{suffix}"])
            )


def _fitted(image: Image.Image, limit: int, format_: str) -> bytes:
    low, high, best = 1, 95, b""
    while low <= high:
        quality = (low + high) // 2
        made = io.BytesIO()
        image.save(made, format_, quality=quality, optimize=True)
        if made.tell() <= limit:
            low, best = quality + 1, made.getvalue()
        else:
            high = quality - 1
    return best


if __name__ == "__main__":
    main()
