"""libvips and nothing else: what no program on libvips can do with less."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyvips


def main() -> None:
    """Every file below a folder, as a JPEG of so many pixels, into another; VIPS_CONCURRENCY=1 is the caller's."""
    source, target, pixels = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def shrink(path: Path) -> None:
        data = path.read_bytes()
        small = pyvips.Image.thumbnail_buffer(data, pixels, size="down", option_string="[fail_on=truncated]")
        (target / f"{path.stem}.jpg").write_bytes(small.jpegsave_buffer(Q=85))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(shrink, [path for path in source.rglob("*") if path.is_file()]))


if __name__ == "__main__":
    main()
