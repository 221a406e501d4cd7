"""The real photographs of the corpus, and new frames of any size cut from them at full detail."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyvips

# Real cameras' own pictures, whole and without decoder warnings: exif-samples (CC BY-SA 4.0), sharp (Apache-2.0).
PHOTOGRAPHS = (
    "exif-samples/jpg/tests/42_IndexError.jpg",  # Olympus E-P3, 12 MP: a painting in a theatre
    "exif-samples/jpg/mobile/HMD_Nokia_8.3_5G.jpg",  # 9 MP: a harbour, much sky and water
    "exif-samples/jpg/hdr/iphone_hdr_NO.jpg",  # iPhone 6, 8 MP: wisteria
    "exif-samples/jpg/mobile/jolla.jpg",  # 8 MP: a leaf, close and soft
    "sharp/test/fixtures/2569067123_aca715a2ee_o.jpg",  # 6 MP: a saw in a workshop
    "exif-samples/jpg/tests/28-hex_value.jpg",  # Canon IXUS 40, 4 MP: a lighthouse
    "exif-samples/jpg/tests/35-empty.jpg",  # Casio EX-Z750, 4 MP: a car
    "exif-samples/jpg/tests/87_OSError.jpg",  # Nikon D70s, 3 MP: houses at dusk
    "exif-samples/jpg/hdr/canon_hdr_NO.jpg",  # Canon SX60, 3 MP: lamps, by night
    "exif-samples/jpg/tests/36-memory_error.jpg",  # Casio EX-M2, 2 MP: a garden, all leaves
    "exif-samples/jpg/tests/22-canon_tags.jpg",  # Canon SD300, 2 MP: the seats of a car
)

_ASPECTS = (4 / 3, 3 / 2, 4 / 3, 16 / 9)
_MCU = 16  # cameras' frames are whole blocks of 4:2:0


@dataclass(frozen=True, slots=True)
class Frame:
    """What one new frame shows: which photograph, from which offset on, how large (pixels)."""

    photograph: int
    offset: tuple[int, int]
    size: tuple[int, int]


def frame(index: int, megapixels: float) -> Frame:
    """The frame of this index: equal on every run, unlike its neighbours."""
    aspect = _ASPECTS[index % len(_ASPECTS)]
    width = math.sqrt(megapixels * 1e6 * aspect)
    return Frame(
        photograph=index % len(PHOTOGRAPHS),
        offset=(index * 397 % 1500, index * 241 % 1100),
        size=(_whole_blocks(width), _whole_blocks(width / aspect)),
    )


def load(corpus: Path, names: Sequence[str] = PHOTOGRAPHS) -> list[pyvips.Image]:
    """The photographs as pixels in memory, about 200 MB for all; a damaged one is refused."""
    return [pyvips.Image.new_from_file(str(corpus / name), fail_on="warning").copy_memory() for name in names]


def cut(photographs: list[pyvips.Image], wanted: Frame) -> pyvips.Image:
    """The frame, cut from the photograph laid out in mirrored tiles: no seam, and no pixel is invented."""
    x, y = wanted.offset
    width, height = wanted.size
    wall = photographs[wanted.photograph].embed(0, 0, x + width, y + height, extend="mirror")
    return wall.crop(x, y, width, height)


def _whole_blocks(pixels: float) -> int:
    return round(pixels / _MCU) * _MCU
