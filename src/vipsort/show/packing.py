"""All outcomes of a run as columns, small enough to lie in a page: words by number, gzip, base64.

Names are written as a terminal would be told them: nothing in them moves a cursor or turns a line, and all of it is
UTF-8. `page/outcomes.js` reads what is written here.
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

from vipsort.flow.retold import Line, Retold
from vipsort.photo.escape import shown
from vipsort.photo.model import Verdict
from vipsort.show.figures import format_of

_DIGITS = 16  # of a digest: enough to find a file by; the journal has all of it
_LEVEL = 6  # 9 takes three times as long for 1 % less


def packed(retold: Retold) -> str:
    """The columns, for a page to unpack."""
    told = json.dumps(columns(retold), separators=(",", ":"), ensure_ascii=False)
    return b64encode(gzip.compress(told.encode(), _LEVEL, mtime=0)).decode()


def columns(retold: Retold) -> dict[str, Any]:
    """Each fact of all files as one list, files in the order of their names."""
    lines = sorted(retold.lines.values(), key=lambda line: line.source)
    parted = [line.source.rpartition("/") for line in lines]
    return {
        "count": len(lines),
        "verdict": {"words": list(Verdict), "of": [_VERDICTS[line.verdict] for line in lines]},
        "folder": _coded(folder for folder, _, _ in parted),
        "name": [shown(name) for _, _, name in parted],
        "targetFolder": _coded(retold.folders[line.folder] for line in lines),
        "target": [_target(line, name) for line, (_, _, name) in zip(lines, parted, strict=True)],
        "format": _coded(map(format_of, lines)),
        "date": [line.date for line in lines],
        "dateSource": _coded(line.date_source for line in lines),
        "reason": _coded(line.reason for line in lines),
        "bound": _coded(line.bound for line in lines),
        "size": [line.size for line in lines],
        "bytesOut": [line.bytes_out for line in lines],
        "quality": [line.quality or 0 for line in lines],
        "encodes": [line.encodes for line in lines],
        "scale": [round(line.scale, 3) for line in lines],
        "seconds": [line.seconds for line in lines],
        "digest": [line.digest[:_DIGITS] for line in lines],
        "rejected": _sparse(lines, [[list(map(shown, said)) for said in line.rejected] for line in lines]),
        "companionOf": _sparse(lines, [shown(line.companion_of) for line in lines]),
    }


_VERDICTS = {verdict: number for number, verdict in enumerate(Verdict)}


def _target(line: Line, name: str) -> str | int:
    """The name in DST; 0 for its own one, which most files keep."""
    return 0 if line.filename == name else shown(line.filename)


def _coded(words: Iterable[str]) -> dict[str, Any]:
    """Each word once, and for each file the number of its word."""
    numbers: dict[str, int] = {}
    of = [numbers.setdefault(word, len(numbers)) for word in words]
    return {"words": list(map(shown, numbers)), "of": of}


def _sparse(lines: Sequence[Line], facts: Sequence[Any]) -> dict[str, Any]:
    """By the number of the file, of those few that have any."""
    return {str(number): fact for number, (_, fact) in enumerate(zip(lines, facts, strict=True)) if fact}
