"""What knowing many files takes, a step a process, so that `known.py` can tell the peak of each.

``make`` writes a journal in the program's own words, ``open`` takes over what the index does not have yet, ``ask``
looks every file up as a second run does.
"""

import argparse
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.store.batch import Batch
from vipsort.store.index import Index
from vipsort.store.records import to_record

_PER_FOLDER = 500
_START = {"kind": "start", "run": "0123abcd", "src": "/pictures"}


def main() -> None:
    """Do the step that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("make", "open", "ask"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, required=True)
    words = parser.parse_args()
    journal, cache = words.folder / "journal.jsonl", words.folder / "index.sqlite"
    if words.step == "make":
        _make(journal, words.count)
        return
    with Index(cache, journal) as index:
        known = sum(map(len, map(index.done, _batches(words.count)))) if words.step == "ask" else words.count
    if known != words.count:
        raise SystemExit(f"{known:,} of {words.count:,} files are known")


def _make(journal: Path, count: int) -> None:
    with journal.open("w", encoding="ascii") as file:
        file.write(json.dumps(_START, separators=(",", ":")) + "\n")
        for number in range(count):
            file.write(json.dumps(to_record(_outcome(number)), separators=(",", ":")) + "\n")


def _outcome(number: int) -> Outcome:
    digest = blake2b(number.to_bytes(8), digest_size=32).hexdigest()
    source = Source(f"{number // _PER_FOLDER:05}/{_name(number)}", *_seen(number))
    target = f"{2000 + number // 50_000}/{_name(number)}"
    return Outcome(
        source, Verdict.PLACED, target=target, date_source="name", bytes_out=5_000, digest=digest, placed_digest=digest
    )


def _batches(count: int) -> Iterator[Batch]:
    for first in range(0, count, _PER_FOLDER):
        numbers = range(first, min(count, first + _PER_FOLDER))
        yield Batch(f"{first // _PER_FOLDER:05}", [(_name(number).encode(), *_seen(number)) for number in numbers])


def _name(number: int) -> str:
    return f"IMG_{number:08}.jpg"


def _seen(number: int) -> tuple[int, int]:
    """Size and modification time."""
    return 5_000 + number % 1_000, 10**18 + number * 10**9


if __name__ == "__main__":
    main()
