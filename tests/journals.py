"""Journals written by hand: runs that nobody has to work before they can be told."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from blake3 import blake3

Record = dict[str, Any]

RUN = "0badcafe"

HOSTILE = (
    "<img src=x onerror=alert(1)>.jpg",
    "</script><script>alert(2)</script>.jpg",
    "\"'><svg onload=alert(3)>.jpg",
    "javascript:alert(4).jpg",
    "{{ 7*7 }}{% raw %}.jpg",
    "gpj.\u202egnp.exe",
    "a\x1b[2J\x07b\nc\rd.jpg",
    "bytes \udcff\udcfe.jpg",
    "<!--<script>.jpg",
    "-->]]>&lt;&#60;.jpg",
    "\u200b\u2028\u2029zero.jpg",
    f"{'long ' * 49}.jpg",
)
"""Names of files that somebody chose to do harm."""


def start(src: Path | str = "/pictures", **more: object) -> Record:
    """The first line of a run."""
    told = {"kind": "start", "run": RUN, "at": "2026-11-21T10:00:00+00:00", "src": str(src), "trash": ""}
    return told | {"version": "0.1.0"} | more


def outcome(source: str, verdict: str = "placed", **more: object) -> Record:
    """The line of a file."""
    told = {
        "kind": "outcome",
        "source": source,
        "verdict": verdict,
        "size": 1000,
        "mtime_ns": 1_562_235_072_000_000_000,
    }
    digest = blake3(source.encode(errors="surrogateescape")).hexdigest()
    lying = {"target": f"2019/{source}", "placed_digest": digest, "bytes_out": 1000} if verdict == "placed" else {}
    return told | {"digest": digest} | lying | more


def placing(source: str) -> Record:
    """That something is about to be done makes a run one that did something."""
    return {"kind": "placing", "source": source, "target": f"2019/{source}", "mtime_ns": 0, "digest": "d" * 64}


def end(**counts: int) -> Record:
    """The last line of a run."""
    names = ("placed", "duplicate", "quarantined", "skipped", "unchanged", "failed")
    by_name = {name: counts.get(name, 0) for name in names}
    return {"kind": "end", "run": RUN, "found": sum(by_name.values()), **by_name, "seconds": 12.5}


def write_journal(dst: Path, records: Iterable[Record]) -> Path:
    """The journal of a DST; its path."""
    journal = dst / ".vipsort" / "journal.jsonl"
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("w", encoding="ascii") as file:
        file.writelines(json.dumps(record, separators=(",", ":")) + "\n" for record in records)
    return journal


def long_run(files: int) -> Iterator[Record]:
    """A run over so many files of all kinds, which were found on no disk."""
    yield start(max_size=500_000)
    counts: dict[str, int] = {}
    for number in range(files):
        verdict = _VERDICTS[number % len(_VERDICTS)]
        counts[verdict] = counts.get(verdict, 0) + 1
        yield _file(number, verdict)
        if number % (files // 200 or 1) == 0:
            yield {
                "kind": "pace",
                "seconds": number / 80 + 0.1,
                "found": files,
                "done": number,
                "bytes_in": number * 3_000_000,
                "bytes_out": number * 400_000,
                "resident": 90_000_000 + number % 7 * 1_000_000,
            }
    yield end(**counts)


_VERDICTS = ("placed",) * 16 + ("duplicate", "quarantined", "skipped", "failed")


def _file(number: int, verdict: str) -> Record:
    name = f"{number // 500:03}_card/DCIM/IMG_{number:06}.{('jpg', 'png', 'heic')[number % 3]}"
    size = 200_000 + number * 7919 % 8_000_000
    date = f"{2004 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}T10:{number % 60:02}:00"
    told = dict(outcome(name, verdict, size=size, seconds=0.01 + number % 300 / 100))
    match verdict:
        case "placed" if number % 40 == 0:
            undated = [["mtime", "2019-07-04T10:11:12", "only with --use-mtime"]]
            return told | {"candidates": undated, "target": f"NoDate/IMG_{number:06}.jpg", "bytes_out": size}
        case "placed":
            lying = {"target": f"{date[:4]}/IMG_{number:06}.jpg", "bytes_out": min(size, 300_000 + number % 200_000)}
            making = {"quality": 80, "bound": "size", "steps": [[80, 1.0, 400_000, 1.0]]}
            return told | lying | making | {"date": date, "date_source": "exif:DateTimeOriginal"}
        case "duplicate":
            return told | {"reason": f"the same bytes as {name}", "date": date}
        case "skipped":
            return told | {"reason": "not a picture"}
        case _:
            return told | {"reason": ("cut short", "its pixels cannot be decoded")[number // len(_VERDICTS) % 2]}
