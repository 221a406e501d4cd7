"""What a program reads: one JSON object a line."""

import json
import os

from vipsort.flow.settings import Settings
from vipsort.flow.snapshot import Snapshot
from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome
from vipsort.show.course import Course, counted_in, total_of
from vipsort.version import VERSION


def start_event(settings: Settings, run: str) -> str:
    """The first line."""
    return json.dumps(
        {
            "event": "start",
            "run": run,
            "src": os.fspath(settings.src.resolve()),
            "dst": os.fspath(settings.dst.resolve()),
            "dry_run": settings.dry_run,
            "version": VERSION,
        }
    )


def progress_event(snapshot: Snapshot, course: Course, seconds: float) -> str:
    """The line that tells how far a run is. What is not known yet is null; sizes are bytes."""
    tally, longest = snapshot.tally, snapshot.in_hand
    files, size = total_of(snapshot) or (None, None)
    held, budget = snapshot.held_of_budget
    return json.dumps(
        {
            "event": "progress",
            "seconds": round(seconds, 3),
            "counted": counted_in(snapshot),
            "total": files,
            "done": tally.done,
            "bytes_total": size,
            "bytes_done": tally.bytes_in,
            "per_second": round(course.files_per_second, 3),
            "bytes_per_second": round(course.bytes_per_second),
            "seconds_left": None if course.left is None else round(course.left, 1),
            "resident": snapshot.resident,
            "held": held,
            "budget": budget,
            "in_hand": {"source": longest.name, "seconds": round(longest.seconds, 3)} if longest else None,
        }
    )


def outcome_event(outcome: Outcome) -> str:
    """The line of one file. Names that are no UTF-8 are escaped as lone surrogates, which JSON can carry."""
    return json.dumps(
        {
            "event": "outcome",
            "source": outcome.source.name,
            "verdict": outcome.verdict.value,
            "target": outcome.target or None,
            "date": str(outcome.date) if outcome.date else None,
            "date_source": outcome.date_source or None,
            "bytes_in": outcome.source.size,
            "bytes_out": outcome.bytes_out,
            "quality": outcome.making.quality,
            "encodes": outcome.making.encodes,
            "predicted": outcome.making.predicted,
            "scale": round(outcome.making.scale, 4),
            "bound": outcome.making.bound.value if outcome.making.bound else None,
            "digest": outcome.digest or None,
            "reason": outcome.reason or None,
            "stays": outcome.stays or None,
            **({"companion_of": outcome.companion_of} if outcome.companion_of else {}),
        }
    )


def summary_event(tally: Tally, seconds: float) -> str:
    """The last line."""
    return json.dumps(
        {
            "event": "summary",
            "found": tally.found,
            **tally.by_verdict(),
            "bytes_in": tally.bytes_in,
            "bytes_out": tally.bytes_out,
            "seconds": round(seconds, 3),
            "waiting": tally.waiting,
            "scan_seconds": round(tally.scan_seconds, 3),
        }
    )
