"""Pictures that are larger than the memory they may take: what each is, and what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TO_1920 = ("--resize", "1920", "--format", "jpeg", "--quality", "85")
_WHOLE = ("--format", "jpeg", "--quality", "60")

Saver = Mapping[str, str | int | bool]
"""Options of libvips' saver."""


@dataclass(frozen=True, slots=True)
class Giant:
    """A name, whose ending is the file's; how the pixels are written; the job."""

    name: str
    sides: tuple[int, int]
    saver: Saver = field(default_factory=dict)
    job: tuple[str, ...] = TO_1920
    orientation: int = 1

    @property
    def pixels(self) -> int:
        """Width by height."""
        return self.sides[0] * self.sides[1]


_JPEG: Saver = {"Q": 80}
_TILES: Saver = {"tile": True, "tile_width": 256, "tile_height": 256, "compression": "jpeg", "Q": 80}

GIANTS = (
    Giant("baseline.jpg", (32_768, 32_768), _JPEG),
    Giant("plain.png", (30_000, 30_000), {"compression": 1}),
    Giant("strips.tif", (32_768, 32_768), {"compression": "lzw", "predictor": "horizontal"}),
    Giant("tiles.tif", (32_768, 32_768), _TILES),
    Giant("pyramid.tif", (32_768, 32_768), {**_TILES, "pyramid": True}),
    Giant("bigtiff.tif", (38_000, 38_000), {"bigtiff": True}),  # 4.3 GB, which no other TIFF can hold
    Giant("rotated.jpg", (32_768, 32_768), _JPEG, orientation=6),
    Giant("rotated-whole.jpg", (20_000, 20_000), _JPEG, job=_WHOLE, orientation=6),
    Giant("whole.jpg", (32_768, 32_768), _JPEG, job=_WHOLE),
    Giant("interlaced.png", (12_000, 12_000), {"compression": 1, "interlace": True}),
    Giant("progressive.jpg", (12_000, 12_000), {**_JPEG, "interlace": True}),
    Giant("largest.webp", (16_383, 16_383), {"lossless": True, "Q": 0, "effort": 0}),  # no lossy one can be so large
    Giant("lossy.webp", (11_000, 11_000), {"Q": 75, "effort": 0}),
    Giant("large.avif", (8_192, 8_192), {"Q": 50, "effort": 0}),
)
"""The first nine can be read row by row, or tile by tile; of the others a decoder holds every pixel."""
