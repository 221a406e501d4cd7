"""TIFF: lossless, as programs everywhere read it."""

from vipsort.photo.formats import Format
from vipsort.pixels.content import Content
from vipsort.pixels.encoders.encoder import Encoder
from vipsort.pixels.encoders.rung import Rung


def tiff(content: Content = Content.PHOTOGRAPH) -> Encoder:
    """The lossless encoder. Differences of neighbours make photographs a third smaller, and text a quarter bigger."""
    return _deflate("none" if content is Content.GRAPHIC else "horizontal")


def tiff_rungs(content: Content) -> tuple[Rung, ...]:
    """The ways to write an image, all of them without loss.

    In photographs nothing is gained by the strongest compression (a hundredth, in four times the time), nor by LZW or
    tiles in anything.
    """
    first = Rung(tiff(content))
    if content is Content.PHOTOGRAPH:
        return (first,)
    return (first, Rung(_deflate("horizontal"), least=0.13), Rung(_deflate("none", level=9), least=0.3))


def _deflate(predictor: str, **options: int) -> Encoder:
    return Encoder(Format.TIFF, {"compression": "deflate", "predictor": predictor, "bigtiff": False, **options})
