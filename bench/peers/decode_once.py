"""The least that finds broken pictures: every JPEG decoded once at the cheapest scale, in two threads."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyvips


def main() -> None:
    """Every file below the folder; what is broken raises. VIPS_CONCURRENCY=1 is the caller's."""
    files = [path for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_decode, files))


def _decode(path: Path) -> None:
    pyvips.Image.jpegload_buffer(path.read_bytes(), shrink=8, fail_on="error", access="sequential").avg()


if __name__ == "__main__":
    main()
