"""What the journal's lines hold: outcomes as records and back, and names that are about to be given."""

from collections.abc import Mapping
from typing import Any

from vipsort.photo.dates.evidence import Candidate
from vipsort.photo.making import Bound, Making, Step
from vipsort.photo.model import Outcome, Source, Verdict
from vipsort.photo.moment import Moment

Record = Mapping[str, Any]


def to_record(outcome: Outcome) -> Record:
    """An outcome as a journal line; what does not apply is left out."""
    fields = {
        "kind": "outcome",
        "source": outcome.source.name,
        "verdict": outcome.verdict.value,
        "size": outcome.source.size,
        "mtime_ns": outcome.source.mtime_ns,
        "digest": outcome.digest,
        "target": outcome.target,
        "placed_digest": outcome.placed_digest,
        "bytes_out": outcome.bytes_out,
        "date": str(outcome.date) if outcome.date else "",
        "date_source": outcome.date_source,
        **making_record(outcome.making),
        "reason": outcome.reason,
        "companion_of": outcome.companion_of,
        "leads": outcome.leads,
        "seconds": round(outcome.seconds, 3),
        "candidates": [[each.source, each.text, each.fault] for each in outcome.rejected],
    }
    return {key: field for key, field in fields.items() if field or key in {"size", "mtime_ns"}}


def placing_record(outcome: Outcome) -> Record:
    """What is about to get its name in DST."""
    return {
        "kind": "placing",
        "source": outcome.source.name,
        "mtime_ns": outcome.source.mtime_ns,
        "digest": outcome.digest,
        "target": outcome.target,
        "placed_digest": outcome.placed_digest,
    }


def from_record(record: Record) -> Outcome:
    """The outcome of a line that `to_record` made; a source's sidecars and what barred it are not in it."""
    return Outcome(
        source=Source(record["source"], record["size"], record["mtime_ns"]),
        verdict=Verdict(record["verdict"]),
        reason=record.get("reason", ""),
        target=record.get("target", ""),
        date=Moment.parse(record["date"]) if "date" in record else None,
        date_source=record.get("date_source", ""),
        bytes_out=record.get("bytes_out", 0),
        making=_making(record),
        digest=record.get("digest", ""),
        placed_digest=record.get("placed_digest", ""),
        companion_of=record.get("companion_of", ""),
        leads=record.get("leads", False),
        seconds=record.get("seconds", 0.0),
        rejected=tuple(Candidate(source, text, None, why) for source, text, why in record.get("candidates", ())),
    )


def making_record(making: Making) -> Record:
    """How new bytes came about; each step as quality, scale, bytes and share of a whole encode's work."""
    return {
        "quality": making.quality,
        "encodes": making.encodes,
        "predicted": making.predicted,
        "scale": making.scale if making.scale != 1 else None,
        "bound": making.bound.value if making.bound else "",
        "steps": [[step.quality, round(step.scale, 4), step.size, round(step.share, 3)] for step in making.steps],
    }


def _making(record: Record) -> Making:
    return Making(
        quality=record.get("quality"),
        scale=record.get("scale", 1.0),
        bound=Bound(record["bound"]) if "bound" in record else None,
        predicted=record.get("predicted"),
        steps=tuple(Step(*step) for step in record.get("steps", ())),
    )
