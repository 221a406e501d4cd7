"""How big a picture becomes: geometry, with no pixels in sight."""

import re
from dataclasses import dataclass
from enum import StrEnum

from vipsort.photo.errors import UsageError

_BOX = re.compile(r"([0-9]{1,9})[xX]([0-9]{1,9})")
_EDGE = re.compile(r"[0-9]{1,9}")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]+)?%")


class Crop(StrEnum):
    """Which part stays when a picture is cut to a box."""

    CENTRE = "centre"
    ENTROPY = "entropy"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, as seen upright."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """The area."""
        return self.width * self.height

    @property
    def turned(self) -> "Size":
        """Width and height in each other's place."""
        return Size(self.height, self.width)

    def scaled(self, factor: float) -> "Size":
        """The size times a factor, at least one pixel each way."""
        return Size(max(1, round(self.width * factor)), max(1, round(self.height * factor)))

    def __str__(self) -> str:
        """As people write it: ``800x600``."""
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Resize:
    """A box to fit into, or a share of what is there; with `crop`, the box is filled and the rest cut."""

    box: Size | None = None
    percent: float | None = None
    crop: Crop | None = None

    @classmethod
    def parse(cls, text: str) -> "Resize":
        """``1920`` (longest edge), ``800x600`` (a box) or ``50%``. Raises UsageError."""
        text = text.strip()
        if match := _BOX.fullmatch(text):
            box = Size(int(match[1]), int(match[2]))
        elif _EDGE.fullmatch(text):
            box = Size(int(text), int(text))
        elif _PERCENT.fullmatch(text) and 0 < float(text[:-1]) <= 100:  # noqa: PLR2004
            return cls(percent=float(text[:-1]))
        else:
            raise UsageError(f"{text!r} is no size for pictures; write 1920, 800x600 or 50%")
        if not (box.width and box.height):
            raise UsageError(f"{text!r}: a picture has at least one pixel each way")
        return cls(box)

    def fit(self, size: Size) -> Size:
        """What `size` becomes: never larger, the aspect ratio kept unless it is cropped."""
        if self.percent is not None:
            return size.scaled(self.percent / 100)
        assert self.box  # noqa: S101 - a Resize is one of the two
        if self.crop:
            # Filling must not enlarge: the box shrinks, at its own shape, to what the picture can fill.
            factor = min(1.0, size.width / self.box.width, size.height / self.box.height)
            return self.box.scaled(factor)
        factor = min(1.0, self.box.width / size.width, self.box.height / size.height)
        return size if factor == 1 else size.scaled(factor)
