"""What decoding and encoding a picture costs in memory, told from its header before a pixel is decoded.

Bytes as measured with libvips 8.18 (bench/prices.py), rounded up so that no way through the pixels takes more than its
price. What streams is paid by the rows that its pipeline keeps, however long the picture; what needs whole frames, by
the pixel.
"""

from vipsort.photo.formats import FACTS, Format, Opener
from vipsort.photo.header import Header
from vipsort.photo.policy import Effort
from vipsort.photo.work import Copy, Recipe, Redescribe, Work
from vipsort.pixels.canvas import HELD_MOST
from vipsort.pixels.encoders.avif import WHOLE_CHROMA_UP_TO
from vipsort.pixels.encoders.jpeg import STREAMED_ABOVE
from vipsort.pixels.encoders.png import LOOKED_AT
from vipsort.pixels.shape import keeps_pages
from vipsort.pixels.shrink_on_load import shrink_on_load

_BASE = 4_000_000  # bytes: a job's small buffers, whatever the picture
_COLOURS = 3  # bytes a pixel: grey is not believed to cost less

# Rows that a pipeline keeps: to read a picture; to make it smaller, and more for each time that it becomes smaller,
# though not many more than there are; to write it; of a JPEG's full width.
_READ, _RESIZED, _RESIZED_BY, _FEW, _WRITTEN, _CODED = 260, 650, 35, 250, 300, 60
_TILES, _STRIP = 2.4, 80  # tiles of a TIFF above each other, and the rows of a strip

# Bytes a pixel of one page that is decoded whole, and of all pages.
_WHOLE = {Format.WEBP: 8.4, Format.GIF: 6.0, Format.AVIF: 20.0, Format.HEIC: 5.3, Format.JPEG2000: 20.5}
_WHOLE_BY_PILLOW = 10.5
_EVERY_PAGE = {Format.WEBP: 3.0, Format.GIF: 0.6, Format.AVIF: 3.0}
_LOSSLESS_WEBP = 3.4  # which is decoded in full where lossy WebP is decoded small

# Bytes a pixel of what is written, most of it the file itself, twice: as libvips grows it, and as it is handed over.
_ENCODE = {Format.WEBP: 8.8, Format.AVIF: 23.0}
_WHOLE_CHROMA = {Format.JPEG: 12.0, Format.AVIF: 34.0}
_JPEG, _JPEG_FINE, _FINE, _JPEG_COEFFICIENTS, _PNG_PALETTE = 0.85, 2.2, 90, 7.0, 9.0
_DEEP, _WEBP_ALPHA = 1.55, 15.2  # an AVIF with more than three bytes a pixel takes so many times as much
_LOSSLESS = 1.65  # of the frame's bytes
_SEARCHED = {Format.TIFF: 2.5, Format.GIF: 8.0}  # besides the frame: the best file so far
_SEEN = {Format.WEBP: 4.5}  # decoded again to be looked at
_REDESCRIBED = 1.3
_COLOURS_SEEN, _COLOURS_SEEN_AT_MOST, _INDEXED = 24.0, 95_000_000, 9.0  # what chooses a GIF's palette, and its result


def price(work: Work, format_: Format, header: Header, unheld: int = 0) -> int:
    """Bytes that the work will hold at its peak besides the file, of which so many are not in memory yet."""
    cost = _BASE + _decoding(work, format_, header) + _unheld(work, format_, unheld)
    match work:
        case Copy():
            return int(cost)
        case Redescribe():
            return int(cost + header.size.pixels * _REDESCRIBED)
        case Recipe():
            made = work.size.pixels * (header.pages if keeps_pages(format_, header, work) else 1)
            turned = made * _frame(header) if header.orientation > 1 else 0
            return int(cost + turned + work.size.width * _frame(header) * _WRITTEN + made * _making(work, made, header))


def _frame(header: Header) -> int:
    """Bytes of a pixel."""
    return max(_COLOURS, header.bands * header.band_bytes)


def _decoding(work: Work, format_: Format, header: Header) -> float:
    if FACTS[format_].opener is not Opener.VIPS or format_ in _WHOLE:
        return _whole(work, format_, header) + _rows(work, header, 1)
    factor = _shrink_on_load(work, header) if format_ is Format.JPEG else 1
    cost = _rows(work, header, factor)
    row = header.size.width * _frame(header)
    match format_:
        case Format.JPEG:
            coefficients = 2 * header.size.pixels * _frame(header) / (2 if header.halved_chroma else 1)
            return cost + row * _CODED + (coefficients * 1.03 if header.progressive else 0)
        case Format.PNG:
            return cost + (header.size.pixels * _frame(header) * 1.03 if header.progressive else 0)
        case _:
            return cost + row * _TILES * (header.tile_height or _STRIP)


def _rows(work: Work, header: Header, factor: int) -> float:
    """What a pipeline keeps of a picture that is decoded at a part of its sides."""
    row = header.size.width * _frame(header) / factor
    if not isinstance(work, Recipe) or work.size == header.upright:
        return row * _READ
    smaller = max(header.upright.width / work.size.width, header.upright.height / work.size.height) / factor
    plain = header.bands in {1, 3}  # what is seen through, and inks, are resized as floating numbers
    rows = min(_RESIZED + _RESIZED_BY * smaller, _FEW + header.size.height / factor / 2)
    return row * rows * (1 if plain else 2)


def _shrink_on_load(work: Work, header: Header) -> int:
    if isinstance(work, Copy | Redescribe):
        return 8
    if work.size == header.upright:
        return 1
    by_thumbnail = work.crop or header.bands not in {1, 3}
    return shrink_on_load(header.upright, work.size, Effort.SMALL if by_thumbnail else work.effort)


def _whole(work: Work, format_: Format, header: Header) -> float:
    """Of a picture that is decoded into memory."""
    page = header.size.pixels
    resized = isinstance(work, Recipe) and work.size != header.upright
    every = not isinstance(work, Recipe) or keeps_pages(format_, header, work)
    pages = page * header.pages * _EVERY_PAGE.get(format_, 0) if every and header.pages > 1 else 0
    if format_ is Format.WEBP and resized and isinstance(work, Recipe) and not work.crop:
        return min(work.size.pixels, page) * _WHOLE[format_] + page * _LOSSLESS_WEBP + pages
    depth = _frame(header) / _COLOURS if format_ in {Format.AVIF, Format.HEIC} else 1
    return page * _WHOLE.get(format_, _WHOLE_BY_PILLOW) * depth + pages


def _making(recipe: Recipe, pixels: int, header: Header) -> float:
    """Bytes a pixel for encoding a picture of so many pixels."""
    frame = _frame(header)
    searched = recipe.max_size is not None or recipe.score is not None
    looked_at = recipe.format is Format.PNG and pixels <= LOOKED_AT
    held = frame + 1 if looked_at or (searched and pixels <= HELD_MOST) else 0  # rendered once into memory
    more = _SEARCHED.get(recipe.format, 0) if searched else 0
    more += _SEEN.get(recipe.format, 0) if recipe.score is not None else 0
    return held + more + _encoding(recipe, pixels, frame, searched=searched)


def _encoding(recipe: Recipe, pixels: int, frame: int, *, searched: bool) -> float:
    deep = _DEEP if frame > _COLOURS else 1
    match recipe.format:
        case Format.JPEG:
            return _jpeg(recipe, pixels, searched=searched)
        case Format.PNG:
            return max(_PNG_PALETTE if searched else 0, frame * _LOSSLESS)
        case Format.TIFF:
            return frame * _LOSSLESS
        case Format.AVIF if pixels <= WHOLE_CHROMA_UP_TO:
            return _WHOLE_CHROMA[Format.AVIF] * deep
        case Format.GIF:
            return min(_COLOURS_SEEN, _COLOURS_SEEN_AT_MOST / pixels) + _INDEXED
        case Format.WEBP if frame > _COLOURS:
            return _WEBP_ALPHA
        case Format.AVIF:
            return _ENCODE[Format.AVIF] * deep
        case _:
            return _ENCODE[recipe.format]


def _jpeg(recipe: Recipe, pixels: int, *, searched: bool) -> float:
    plain = _JPEG_FINE if (recipe.quality or 0) > _FINE else _JPEG
    if pixels > STREAMED_ABOVE:
        return plain
    if recipe.score is not None:
        return _WHOLE_CHROMA[Format.JPEG]
    return _JPEG_COEFFICIENTS if searched or recipe.effort is Effort.SMALL else plain


def _unheld(work: Work, format_: Format, unheld: int) -> int:
    """Of a file that is read from its descriptor: libvips and libheif read some formats into memory, and so do we."""
    if isinstance(work, Redescribe):
        return 3 * unheld
    return 2 * unheld if format_ in _WHOLE and format_ is not Format.JPEG2000 else 0
