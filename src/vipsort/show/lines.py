"""What a person reads of a file: one plain line, the picture by its name and what happens now."""

from vipsort.photo.escape import shown
from vipsort.photo.model import Outcome, Verdict
from vipsort.photo.units import show_size


def line(outcome: Outcome) -> str:
    """The line of one file."""
    name, reason, target = shown(outcome.source.name), shown(outcome.reason), shown(outcome.target)
    match outcome.verdict:
        case Verdict.PLACED:
            return f"{name} -> {target}{_sizes(outcome)}{f' ({reason})' if reason else ''}"
        case Verdict.QUARANTINED:
            return f"{name}: {reason}, kept in {target}"
        case Verdict.DUPLICATE if outcome.bytes_out:
            return f"{name}: {reason}, kept in {target}"
        case Verdict.DUPLICATE | Verdict.SKIPPED:
            return f"{name}: left out, {reason}"
        case Verdict.UNCHANGED:
            return f"{name}: {reason}"
        case Verdict.FAILED:
            return f"{name}: failed, {reason}"


def _sizes(outcome: Outcome) -> str:
    if not outcome.encodes:
        return ""
    quality = f", quality {outcome.quality}" if outcome.quality else ""
    return f" ({show_size(outcome.source.size)} to {show_size(outcome.bytes_out)}{quality})"
