"""What bytes and pixels take by format, and how many pixels are in a byte: the numbers of `photo/effort.py`.

Each kind of file in the corpus is decoded as a check does it; what is encoded is a camera's JPEG at 1920 px, freely and
to a size, less what decoding it took. CPU time on one core. `python -m bench effort small` tells of small pictures.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from corpora import add_words, asked
from folders import files_below
from options import parser
from table import Row, markdown, publish
from vipsort.photo.formats import Format
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe, Work
from vipsort.pixels.job import Job
from vipsort.pixels.look import Look
from vipsort.pixels.sniff import HEAD, sniff

_EACH = 4  # files of a kind
_DECODED = ("decoded", "files", "pixels a byte", "ns a byte", "ns a pixel")
_ENCODED = ("encoded", "ns a pixel", "to half of that size")
_BOX = Size(1920, 1280)
_CHECK = Copy(check=True)


def main() -> None:
    """Measure both ways."""
    words = parser(__doc__)
    add_words(words, "mixed")
    options = words.parse_args()
    files = sorted(files_below(asked(options).folder), key=lambda file: (file.suffix, file))
    kinds = [list(those)[:_EACH] for _suffix, those in groupby(files, key=lambda file: file.suffix)]
    jpeg = next(kind[0] for kind in kinds if kind[0].suffix == ".JPG").read_bytes()
    tables = [markdown(_DECODED, [_decoded(kind) for kind in kinds]), markdown(_ENCODED, list(_encoded(jpeg)))]
    publish(options.out, "effort.md", "\n".join(tables))


def _decoded(kind: Sequence[Path]) -> Row:
    size, pixels, spent = 0, 0, 0.0
    for file in kind:
        data = file.read_bytes()
        size += len(data)
        job = _job(data, _CHECK)
        pixels += job.header.size.pixels
        spent += _seconds(job, data)
    return kind[0].suffix, len(kind), pixels / size, spent * 1e9 / size, spent * 1e9 / pixels


def _encoded(jpeg: bytes) -> Iterator[Row]:
    reading = _seconds(_job(jpeg, _CHECK), jpeg)
    for target in (Format.JPEG, Format.WEBP, Format.AVIF, Format.PNG, Format.TIFF):
        free = _job(jpeg, Recipe(target, _BOX))
        rendered = free.do(jpeg)
        assert rendered  # noqa: S101 - a recipe makes something
        sized = _job(jpeg, Recipe(target, _BOX, max_size=rendered.size // 2))
        yield target, *((_seconds(job, jpeg) - reading) * 1e9 / _BOX.pixels for job in (free, sized))


def _job(data: bytes, work: Work) -> Job:
    format_ = sniff(data[:HEAD], "")
    assert format_  # noqa: S101 - a corpus has pictures
    header = Look(format_).do(data).header
    assert header  # noqa: S101 - sound ones
    return Job(work, format_, header)


def _seconds(job: Job, data: bytes) -> float:
    job.do(data)  # what is loaded when it is first needed
    began = time.process_time()
    job.do(data)
    return time.process_time() - began


if __name__ == "__main__":
    main()
