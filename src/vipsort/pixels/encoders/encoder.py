"""A format's encoder with every setting but quality fixed, so that the size follows quality alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyvips

from vipsort.photo.formats import Format

_SAVERS: Mapping[Format, str] = {
    Format.JPEG: "jpegsave_buffer",
    Format.PNG: "pngsave_buffer",
    Format.WEBP: "webpsave_buffer",
    Format.TIFF: "tiffsave_buffer",
    Format.GIF: "gifsave_buffer",
    Format.AVIF: "heifsave_buffer",
}


@dataclass(frozen=True, slots=True)
class Encoder:
    """Writes pictures of one format.

    `qualities` are those that make different files, lowest first; none for what is lossless or has a palette.
    `usual` is the quality where none was asked for, `floor` the one below which fewer pixels look better than a lower
    quality, `smaller` the one that a picture gets when its pixels have to give (bench/floors.py). `cheaper` makes files
    of nearly the same size for a search to find its way, at `work` times this encoder's time. `plainer` takes less time
    and some bytes more, where they are not short. `richer` keeps colours at full detail, where this one halves it.
    """

    format: Format
    options: Mapping[str, object]
    qualities: tuple[int, ...] = ()
    usual: int = 0
    floor: int = 1
    smaller: int = 1
    cheaper: "Encoder | None" = None
    work: float = 1.0
    plainer: "Encoder | None" = None
    richer: "Encoder | None" = None

    def write(self, image: pyvips.Image, quality: int | None, keep: str = "none") -> bytes:
        """The file's bytes; `keep` is libvips' own word. Raises pyvips.Error, from the decoder too: pixels come now."""
        save: Callable[..., bytes] = getattr(image, _SAVERS[self.format])
        options = dict(self.options, keep=keep)
        if quality is not None:
            options["Q"] = quality
        return save(**options)
