"""Every codec tried on a tiny picture, in a process that a broken one may end.

Started as ``python -m vipsort.pixels.codec_trial FIRST``, it tries the codecs from that number on. On standard output
it tells a line of JSON before and behind each: ``{"begun": 3}``, ``{"done": 3, "trouble": ""}``.
"""

import json
import resource
import sys
from importlib import resources

from vipsort.photo.codecs import CODECS, Codec, Way
from vipsort.photo.errors import PictureError
from vipsort.photo.formats import Format
from vipsort.photo.work import Recipe
from vipsort.pixels.header import read_header
from vipsort.pixels.job import Job
from vipsort.pixels.loading import decoding, open_image
from vipsort.pixels.sniff import HEAD, sniff
from vipsort.pixels.versions import versions

_SECONDS = 20  # of a processor, for all of them: they take less than one
_LEFT, _RIGHT = (200, 40, 40), (40, 40, 200)  # the two halves of the sample
_SIDE = 16
_AWAY = 30  # of 255: what a lossy codec may change

_UNLIKE = "its pixels come out as others"


def main() -> None:
    """Try the codecs that the command line leaves to us."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
    _tell(versions=versions())
    for number in range(int(sys.argv[1]), len(CODECS)):
        _tell(begun=number)
        _tell(done=number, trouble=_trouble(CODECS[number]))


def _tell(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _trouble(codec: Codec) -> str:
    """What is wrong with a codec; empty where it does what it should."""
    try:
        return _read(codec.format) if codec.way is Way.READ else _written(codec.format)
    except (ImportError, PictureError) as error:
        return str(error)


def _read(format_: Format) -> str:
    return _seen(_sample(format_), format_)


def _written(format_: Format) -> str:
    original = _sample(Format.PNG)
    header = read_header(original, Format.PNG)
    if header is None:
        return "the picture to be written cannot be read"
    made = Job(Recipe(format_, header.size, quality=80), Format.PNG, header).do(original)
    return _seen(made.data, format_) if made else "nothing is written"


def _seen(data: bytes, expected: Format) -> str:
    """What is wrong with a picture of the two halves."""
    if sniff(data[:HEAD], f"halves.{expected}") is not expected:
        return "it is taken for another format"
    image = open_image(data, expected)
    if (image.width, image.height) != (_SIDE, _SIDE):
        return _UNLIKE
    with decoding():
        whole = image.colourspace("srgb").copy_memory()
        return "" if _is_like(whole(4, 8), _LEFT) and _is_like(whole(12, 8), _RIGHT) else _UNLIKE


def _is_like(pixel: list[float], colour: tuple[int, ...]) -> bool:
    return all(abs(band - wanted) <= _AWAY for band, wanted in zip(pixel, colour, strict=False))


def _sample(format_: Format) -> bytes:
    return (resources.files("vipsort.pixels") / "samples" / f"halves.{format_}").read_bytes()


if __name__ == "__main__":
    main()
