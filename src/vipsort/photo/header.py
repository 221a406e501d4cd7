"""What a picture's header says, before a pixel is decoded."""

from dataclasses import dataclass

from vipsort.photo.resize import Size


@dataclass(frozen=True, slots=True)
class Header:
    """Of one picture. `size` is as stored, not as seen upright."""

    size: Size
    bands: int = 3
    band_bytes: int = 1
    pages: int = 1
    orientation: int = 1
    progressive: bool = False  # interlaced PNG, progressive JPEG: decoded as a whole frame
    halved_chroma: bool = False  # of a JPEG
    tile_height: int = 0  # of a TIFF in tiles
    quality: int | None = None  # of a JPEG: the highest of ours that is no finer than its own tables

    @property
    def is_lying(self) -> bool:
        """Whether width and height change places when it is turned upright."""
        return self.orientation > 4  # noqa: PLR2004 - 5 to 8 lie

    @property
    def upright(self) -> Size:
        """The size of one page as a person sees it."""
        return self.size.turned if self.is_lying else self.size
