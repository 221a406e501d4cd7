"""A picture as its recipe wants it, drawn from the source at any scale: upright, in its colours, with its metadata."""

from dataclasses import dataclass, replace

import pyvips

from vipsort.photo.formats import TRANSPARENT, Format
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.photo.work import Recipe
from vipsort.pixels.content import Content, content_of
from vipsort.pixels.data import Data
from vipsort.pixels.describe import with_metadata
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.shape import keeps_pages, shaped

HELD_MOST = 60_000_000
"""Pixels up to which a picture that is encoded several times is kept in memory; a giant is decoded again each time."""

_BOTH_HAVE_ROOM = 0.65
"""Share of the pixels up to which the whole, a smaller picture and its file take no more than the whole and its own."""

_BLOCK = 16  # pixels a side: the least that lossy formats code


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pixels with their metadata; `keep` is libvips' word for which of them are to be saved."""

    image: pyvips.Image
    keep: str

    def encoded(self, encoder: Encoder, quality: int | None) -> bytes:
        """The file. Raises pyvips.Error, from the decoder too where the pixels are computed only now."""
        return encoder.write(self.image, quality, self.keep)

    def overhead(self, encoder: Encoder) -> int:
        """Bytes of the file that no pixel costs: headers and metadata."""
        if not encoder.qualities:
            return len(encoder.write(self.image.crop(0, 0, 1, 1), None, self.keep))
        corner = self.image.crop(0, 0, min(_BLOCK, self.image.width), min(_BLOCK, self.image.height))
        return len(encoder.write(corner, encoder.qualities[0], self.keep))


class Canvas:
    """Draws one picture; where it is no giant, the last drawing is kept, and the whole as long as there is room."""

    def __init__(self, data: Data, format_: Format, header: Header, recipe: Recipe) -> None:
        self.pages = header.pages if keeps_pages(format_, header, recipe) else 1
        self.recipe = recipe
        self._source = data, format_, header
        self._held: tuple[Size, Drawing] | None = None
        self._whole: Drawing | None = None  # the picture in the size that it has
        self._content: Content | None = None

    def as_format(self, format_: Format) -> "Canvas":
        """The same picture for another format."""
        return Canvas(*self._source, replace(self.recipe, format=format_))

    def size(self, scale: float) -> Size:
        """Of one page, at a scale of the recipe's size."""
        return self.recipe.size if scale == 1 else self.recipe.size.scaled(scale)

    def holds(self, scale: float) -> bool:
        """Whether the picture at this scale is kept in memory."""
        return self.size(scale).pixels * self.pages <= HELD_MOST

    @property
    def content(self) -> Content:
        """What the picture shows, looked at once; a giant is taken for a photograph. Raises what `at` raises."""
        if self._content is None:
            self._content = content_of(self.at(1).image) if self.holds(1) else Content.PHOTOGRAPH
        return self._content

    def encoded(self, scale: float, encoder: Encoder, quality: int | None) -> bytes:
        """The file at this scale, one of several."""
        return self.at(scale).encoded(encoder, quality)

    @property
    def said(self) -> pyvips.Image:
        """What is said about the picture, on pixels of whatever scale. Raises what `at` raises."""
        return self._held[1].image if self._held else self.streamed().image

    def streamed(self) -> Drawing:
        """The picture to be encoded once: its pixels are computed while they are written."""
        return self._drawn(self.recipe.size)

    def at(self, scale: float) -> Drawing:
        """The picture to be encoded several times, its pixels computed now. Raises pyvips.Error, Undecodable."""
        size = self.size(scale)
        if not self.holds(scale):
            return self._drawn(size)
        if self._whole is not None and size == self.recipe.size:
            return self._whole
        if self._held is None or self._held[0] != size:
            self._held = None  # the one before makes room first
            drawn = self._from_whole(size) or self._drawn(size)
            self._held = size, replace(drawn, image=drawn.image.copy_memory())
            if size == self._source[2].upright and self._is_plain(drawn.image):
                self._whole = self._held[1]
        return self._held[1]

    def _from_whole(self, size: Size) -> Drawing | None:
        """The picture made smaller without being decoded again, where the whole is held and both have room."""
        if self._whole is None or size.pixels > _BOTH_HAVE_ROOM * self.recipe.size.pixels:
            self._whole = None
            return None
        image = self._whole.image
        return replace(self._whole, image=image.resize(size.width / image.width, vscale=size.height / image.height))

    def _is_plain(self, image: pyvips.Image) -> bool:
        """Whether nothing but a resize makes it smaller: what is seen through, inks and pages need more than that."""
        return self.pages == 1 and image.bands in {1, 3} and not self.recipe.crop

    def _drawn(self, size: Size) -> Drawing:
        data, format_, header = self._source
        image = _coloured(shaped(data, format_, header, replace(self.recipe, size=size)), self.recipe)
        return Drawing(*with_metadata(image, self.recipe.metadata))


def _coloured(image: pyvips.Image, recipe: Recipe) -> pyvips.Image:
    """The picture with its colours as the format can hold them."""
    printed = image.interpretation == "cmyk" and recipe.format not in {Format.JPEG, Format.TIFF}
    if recipe.metadata == "none" or printed:
        # Without its profile a picture is taken for sRGB, so that is what it must be.
        image = _as_srgb(image)
    if image.hasalpha() and recipe.format not in TRANSPARENT:
        image = image.flatten(background=[255 if image.format == "uchar" else 65_535])
    return image


def _as_srgb(image: pyvips.Image) -> pyvips.Image:
    deep = image.format == "ushort"
    if image.get_typeof("icc-profile-data") or image.interpretation == "cmyk":
        fallback = "cmyk" if image.interpretation == "cmyk" else "srgb"
        return image.icc_transform("srgb", embedded=True, input_profile=fallback, depth=16 if deep else 8)
    return image
