"""A disposable process for one suspect picture: everything is loaded, the process is shut in, then the bytes are read.

Started as ``python -m vipsort.pixels.trial DESCRIPTOR`` with the picture as its standard input and a pickled Request
at that descriptor. On standard output it says READY, does the work, and tells an Answer.
"""

import codecs
import os
import pickle
import sys
from contextlib import suppress
from encodings.aliases import aliases
from importlib import import_module

import pyvips
from PIL import Image

from vipsort.photo.errors import PictureError
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe
from vipsort.pixels.confine import confine
from vipsort.pixels.data import Data
from vipsort.pixels.exchange import READY, Answer, Request, of_error, told
from vipsort.pixels.fit.curve import shape_of
from vipsort.pixels.fit.score_shape import score_shape_of
from vipsort.pixels.job import Job
from vipsort.pixels.look import Look, Looked

_REHEARSED = (Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF, Format.GIF, Format.AVIF)
_LOADED_LATE = ("exifread", "vipsort.photo.private_xmp", "vipsort.pixels.others", "vipsort.pixels.redescribe")
_FITTED = (Format.JPEG, Format.WEBP, Format.AVIF)


def main() -> None:
    """Do what is asked at the descriptor that the command line names."""
    with os.fdopen(int(sys.argv[1]), "rb") as asked:
        request: Request = pickle.load(asked)  # noqa: S301 - the engine's own words
    _load_everything()
    confine(request.memory, request.seconds)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(told(_answer(request)))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing that the picture may have broken is tidied up


def _answer(request: Request) -> Answer:
    try:
        done = request.work.do(_data(whole=request.whole))
    except (PictureError, MemoryError) as error:
        return of_error(error)
    return Answer(looked=done) if isinstance(done, Looked) else Answer(rendered=done)


def _data(*, whole: bool) -> Data:
    file = open(0, "rb", buffering=1 << 20, closefd=False)  # noqa: SIM115 - standard input, for good
    return file.read() if whole else file


def _load_everything() -> None:
    """What is loaded when it is first needed, while there still are files to load it from."""
    for module in _LOADED_LATE:
        import_module(module)
    Image.init()
    for encoding in set(aliases.values()):
        with suppress(LookupError, ImportError):
            codecs.lookup(encoding)
    for format_ in _FITTED:
        shape_of(format_)
        score_shape_of(format_)
    header = Header(Size(16, 16))
    seed: bytes = pyvips.Image.black(16, 16, bands=3).pngsave_buffer()
    for format_ in _REHEARSED:
        made = Job(Recipe(format_, header.size, quality=50), Format.PNG, header).do(seed)
        if made:
            Look(format_).do(made.data)
            Job(Copy(check=True), format_, header).do(made.data)


if __name__ == "__main__":
    main()
