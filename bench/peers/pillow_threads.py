"""Pillow as its documentation would do it: reduced decoding, Lanczos, EXIF kept, in two threads."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps


def main() -> None:
    """Every file below the first folder, as a JPEG of so many pixels, into the second."""
    source, target, pixels = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    files = [path for path in source.rglob("*") if path.is_file()]
    if any(path.suffix == ".HEIC" for path in files):
        import pillow_heif  # noqa: PLC0415 - nobody else pays for it

        pillow_heif.register_heif_opener()

    def shrink(path: Path) -> None:
        with Image.open(path) as image:
            image.draft("RGB", (pixels, pixels))
            image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(image)
            upright.save(target / f"{path.stem}.jpg", quality=85, exif=upright.getexif())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(shrink, files))


if __name__ == "__main__":
    main()
