"""An archive by year as people write it with Pillow: twins out, broken ones aside, big files again, in two threads."""

import hashlib
import io
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

_LEAST, _COMPRESS_OVER, _LARGE, _MOST = 50_000, 3_000_000, 10_000_000, 6_000_000  # bytes
_QUALITY, _QUALITY_OF_LARGE, _STEP = 88, 80, 5


def main() -> None:
    """Every file below the first folder, into a folder of its year below the second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    seen: set[str] = set()

    def file_away(path: Path) -> None:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if len(data) < _LEAST or digest in seen:
            return
        seen.add(digest)
        try:
            with Image.open(io.BytesIO(data)) as image:
                image.load()  # all of it, to find what is broken
                place = _free(target / _year(image) / path.name)
                if len(data) > _COMPRESS_OVER:
                    place.write_bytes(_recompressed(image, len(data)))
                    shutil.copystat(path, place)
                else:
                    shutil.copy2(path, place)
        except OSError:
            shutil.copy2(path, _free(target / "Corrupted" / path.name))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(file_away, [path for path in source.rglob("*") if path.is_file()]))


def _year(image: Image.Image) -> str:
    taken = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    return str(taken)[:4] if taken else "NoDate"


def _free(place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    number = 2
    while place.exists():
        place, number = place.with_stem(f"{place.stem}-{number}"), number + 1
    return place


def _recompressed(image: Image.Image, size: int) -> bytes:
    upright = ImageOps.exif_transpose(image)
    quality = _QUALITY_OF_LARGE if size > _LARGE else _QUALITY
    while True:
        made = io.BytesIO()
        upright.save(made, "JPEG", quality=quality, exif=upright.getexif())
        if made.tell() <= _MOST:
            return made.getvalue()
        quality -= _STEP


if __name__ == "__main__":
    main()
