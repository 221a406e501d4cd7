"""GIF: a palette and frames; where bytes are short, fewer colours, and what hardly moves stands still."""

import pyvips

from vipsort.photo.formats import Format
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.rung import Rung

# By itself libvips joins frames that are alike but for its palette's coarseness: of a slow fade's 40 it leaves 14.
_EVERY_FRAME = {"keep_duplicate_frames": True}

_STILL = {"interframe_maxerror": 8}
_STILLER = {"interframe_maxerror": 16}  # levels of 256 by which a pixel may lag behind; it does not add up over frames


def gif() -> Encoder:
    """The encoder with as many colours as there can be."""
    return _gif()


def gif_rungs(content: Content, image: pyvips.Image) -> tuple[Rung, ...]:
    """The ways to write an image in memory, harmless first; no frame is ever dropped."""
    usual = Rung(gif())
    if image.get_page_height() == image.height:
        colours = [(7, 0.35), (6, 0.35), (5, 0.3)] + [(4, 0.3)] * (content is Content.GRAPHIC)
        return (usual, *(Rung(_gif(bitdepth=bits), _palette(bits), least) for bits, least in colours))
    return (
        usual,
        Rung(_gif(**_STILL, reuse=True), "", 0.2),  # the source's own palettes fit it best, where it is a GIF
        Rung(_gif(**_STILL, bitdepth=6), _palette(6), 0.3),
        Rung(_gif(**_STILLER, bitdepth=5), _palette(5), 0.18),
        Rung(_gif(**_STILLER, bitdepth=4), _palette(4), 0.3),
    )


def _gif(**options: int) -> Encoder:
    return Encoder(Format.GIF, {**_EVERY_FRAME, **options})


def _palette(bits: int) -> str:
    return f"with a palette of {1 << bits} colours"
