"""What a program reads: one JSON object a line."""

import json

from vipsort.flow.tally import Tally
from vipsort.photo.model import Outcome


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
