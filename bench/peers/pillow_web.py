"""Pictures for a web site as people write it with Pillow: WebP, quality by bisection, in two threads."""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps

_LOWEST, _HIGHEST = 10, 95


def main() -> None:
    """Every file below a folder, as a WebP of at most so many pixels and bytes, at its place below another."""
    source, target, pixels, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

    def publish(path: Path) -> None:
        place = (target / path.relative_to(source)).with_suffix(".webp")
        place.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(path) as image:
            image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)  # decodes at a reduced size where it can
            place.write_bytes(_fitted(ImageOps.exif_transpose(image), limit))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(publish, [path for path in source.rglob("*") if path.is_file()]))


def _fitted(image: Image.Image, limit: int) -> bytes:
    low, high, best = _LOWEST, _HIGHEST, b""
    while low <= high:
        quality = (low + high) // 2
        made = io.BytesIO()
        image.save(made, "WEBP", quality=quality)
        if made.tell() <= limit:
            low, best = quality + 1, made.getvalue()
        else:
            high = quality - 1
    return best


if __name__ == "__main__":
    main()
