"""One run told again out of the journal, in one pass over its lines."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from vipsort.flow.retold import Pace, Retold
from vipsort.photo.errors import UsageError
from vipsort.photo.formats import BY_SUFFIX
from vipsort.photo.model import Outcome, Verdict
from vipsort.photo.naming import split_name
from vipsort.store.folder_names import FolderNames
from vipsort.store.journal import read_records
from vipsort.store.lines import Line, Lines, Rejected
from vipsort.store.records import Record, from_record
from vipsort.store.runs import Told, run_named, runs


def run_to_tell(journal: Path, name: str | None) -> Told:
    """The run of that name, or the last one that did something, or the last one of all. Raises UsageError."""
    told = runs(journal)
    if not told:
        raise UsageError(f"the journal {journal} tells of no run: vipsort run SRC DST makes one")
    if name is not None:
        return run_named(told, name, journal.parent.parent)
    return next((run for run in reversed(told) if run.did_something), told[-1])


def retell(journal: Path, told: Told, lines: Lines) -> Retold:
    """Read the run's lines, and what later lines say of where its files lie now. Raises RunError."""
    retold = Retold(told, lines)
    is_its = False
    for record, _end in read_records(journal):
        if record["kind"] == "start":
            is_its = record.get("run") == told.run
        if is_its or record["kind"] in {"moved", "undoing"}:
            _take(retold, record)
    return retold


def _take(retold: Retold, record: Record) -> None:
    match record:
        case {"kind": "start"}:
            retold.starts += 1
            retold.version = str(record.get("version", ""))
            retold.max_size = _number(record.get("max_size")) or None
        case {"kind": "outcome"}:
            _take_outcome(retold, record)
        case {"kind": "pace"}:
            seconds = float(record.get("seconds", 0))
            counts = (_number(record.get(key)) for key in ("done", "bytes_in", "resident"))
            retold.pace.append(Pace(seconds, *counts))
            retold.seconds = max(retold.seconds, seconds)
        case {"kind": "end"}:
            retold.counts = Counter({verdict: _number(record.get(verdict.value)) for verdict in Verdict})
            retold.seconds = float(record.get("seconds", retold.seconds))
        case {"kind": "removing", "sources": list(names)}:
            retold.moved += len(names)
        case {"kind": "moved", "from": str(old), "to": str(new)}:
            retold.folders.move(old, new)
        case {"kind": "undoing", "run": str(run)} if run == retold.told.run:
            retold.began_undoing = True


def _take_outcome(retold: Retold, record: Record) -> None:
    """A file that was told twice counts as it was told last."""
    try:
        retold.lines.take(_line(from_record(record), retold.folders))
    except (KeyError, TypeError, ValueError):
        retold.unread += 1


def _line(outcome: Outcome, folders: FolderNames) -> Line:
    folder, _slash, filename = outcome.target.rpartition("/")
    making = outcome.making
    same = outcome.placed_digest == outcome.digest
    return Line(
        source=outcome.source.name,
        verdict=outcome.verdict,
        size=outcome.source.size,
        bytes_out=outcome.bytes_out,
        folder=folders.number(folder),
        filename=filename,
        date=str(outcome.date) if outcome.date else "",
        date_source=outcome.date_source,
        reason=outcome.reason,
        quality=making.quality,
        scale=making.scale,
        bound=making.bound.value if making.bound else "",
        encodes=making.encodes,
        digest=outcome.digest,
        placed_digest=outcome.digest if same else outcome.placed_digest,
        seconds=outcome.seconds,
        rejected=tuple(_rejected(outcome)),
        companion_of=outcome.companion_of,
        format=_format_of(outcome.source.filename),
    )


def _format_of(name: str) -> str:
    known = BY_SUFFIX.get(split_name(name)[1].lower())
    return known.value if known else "other"


def _rejected(outcome: Outcome) -> Iterator[Rejected]:
    for candidate in outcome.rejected:
        yield Rejected(candidate.source, candidate.text, candidate.fault)


def _number(told: object) -> int:
    return told if isinstance(told, int) else 0
