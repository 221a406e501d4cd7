"""All outcomes of a run as columns, small enough to lie in a page: words by number, deflated, base64.

They are gathered file by file, each column by itself, so that a long run takes no more memory than a short one. Names
are written as a terminal would be told them: nothing in them moves a cursor or turns a line, and all of it is UTF-8.
`page/outcomes.js` reads what is written here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from typing import Any

from vipsort.flow.retold import Retold
from vipsort.photo.escape import shown
from vipsort.photo.making import Bound
from vipsort.photo.model import Verdict
from vipsort.show.deflated import END, Facts, Words, deflated, in_letters
from vipsort.show.summary import BOUND
from vipsort.store.lines import Line

_CODED = ("folder", "targetFolder", "format", "dateSource", "reason", "bound")
_PLAIN = ("name", "target", "date", "size", "bytesOut", "quality", "encodes", "scale", "seconds", "digest")
_SPARSE = ("rejected", "companionOf")  # by the number of the file, of those few that have any
_DIGITS = 16  # of a digest: enough to find a file by; the journal has all of it
_TOGETHER = 2_000  # files


def packed(retold: Retold) -> Iterator[str]:
    """Each fact of all files as one list, files in the order of their names; piece by piece."""
    columns: dict[str, Facts | Words] = {"verdict": Words(Verdict)}
    columns |= {name: Words() for name in _CODED} | {name: Facts() for name in (*_PLAIN, *_SPARSE)}
    with ExitStack() as held:
        for column in columns.values():
            held.enter_context(closing(column))
        files, lines = 0, iter(retold.lines)
        while some := list(islice(lines, _TOGETHER)):
            for name, facts in _facts(some, retold).items():
                told = [[file, fact] for file, fact in enumerate(facts, files) if fact] if name in _SPARSE else facts
                columns[name].take(told)
            files += len(some)
        yield from in_letters(_joined(files, columns))


def _facts(lines: Sequence[Line], retold: Retold) -> dict[str, list[Any]]:
    """What the page holds of some files. The name in DST is 0 where it is its own one, which most files keep."""
    parted = [line.source.rpartition("/") for line in lines]
    names = [name for _folder, _slash, name in parted]
    return {
        "verdict": [line.verdict for line in lines],
        "folder": [folder for folder, _slash, _name in parted],
        "name": [shown(name) for name in names],
        "targetFolder": [retold.folders[line.folder] for line in lines],
        "target": [
            0 if line.filename == name else shown(line.filename) for line, name in zip(lines, names, strict=True)
        ],
        "format": [line.format for line in lines],
        "date": [line.date for line in lines],
        "dateSource": [line.date_source for line in lines],
        "reason": [line.reason for line in lines],
        "bound": [BOUND[Bound(line.bound)] if line.bound else "" for line in lines],
        "size": [line.size for line in lines],
        "bytesOut": [line.bytes_out for line in lines],
        "quality": [line.quality or 0 for line in lines],
        "encodes": [line.encodes for line in lines],
        "scale": [round(line.scale, 3) for line in lines],
        "seconds": [line.seconds for line in lines],
        "digest": [line.digest[:_DIGITS] for line in lines],
        "rejected": [[list(map(shown, said)) for said in line.rejected] for line in lines],
        "companionOf": [shown(line.companion_of) for line in lines],
    }


def _joined(files: int, columns: Mapping[str, Facts | Words]) -> Iterator[bytes]:
    """The columns as one object."""
    yield deflated(f'{{"count":{files}')
    for name, column in columns.items():
        yield deflated(f',"{name}":')
        yield from column.parts()
    yield deflated("}") + END
