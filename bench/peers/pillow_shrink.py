"""Shrinking to a size as people write it with Pillow: a tenth off the sides until the file fits, in two threads."""

import io
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

_STEP = 0.9
_QUALITY = 85


def main() -> None:
    """Every file below the first folder, within so many bytes, at its place below the second."""
    source, target, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def shrink(path: Path) -> None:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.stat().st_size <= limit:
            shutil.copy2(path, place)
            return
        with Image.open(path) as image:
            place.write_bytes(_fitted(image, limit))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(shrink, [path for path in source.rglob("*") if path.is_file()]))


def _fitted(image: Image.Image, limit: int) -> bytes:
    scale, small = 1.0, image
    while True:
        made = io.BytesIO()
        small.save(made, "JPEG", quality=_QUALITY, exif=image.getexif())
        if made.tell() <= limit:
            return made.getvalue()
        scale *= _STEP
        small = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
