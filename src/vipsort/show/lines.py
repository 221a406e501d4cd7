"""What a person reads of a file: one plain line, the picture by its name and what happens now."""

from vipsort.photo.escape import shown
from vipsort.photo.making import Step
from vipsort.photo.model import Outcome, Verdict
from vipsort.photo.units import show_size


def line(outcome: Outcome) -> str:
    """The line of one file."""
    return _became(outcome) + (f"; its original stays: {shown(outcome.stays)}" if outcome.stays else "")


def trace(outcome: Outcome) -> str:
    """How its size was found, a line to hang below with its end; empty where nothing was searched for."""
    making = outcome.making
    if len(making.steps) < 2:  # noqa: PLR2004 - one encode is no search
        return ""
    steps = ", ".join(tried(step) for step in making.steps)
    return f"    {making.bound}: {steps}\n"


def _became(outcome: Outcome) -> str:
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


def tried(step: Step) -> str:
    """One encode on the way."""
    share = "" if step.share == 1 else f" of {step.share:.0%}"
    scale = "" if step.scale == 1 else f" at {step.scale:.0%}"
    quality = f"q{step.quality}" if step.quality else "encoded"
    return f"{quality}{scale} {show_size(step.size)}{share}"


def _sizes(outcome: Outcome) -> str:
    making = outcome.making
    if not making.steps:
        return ""
    quality = f", quality {making.quality}" if making.quality else ""
    scale = f", sides at {making.scale:.0%}" if making.scale != 1 else ""
    return f" ({show_size(outcome.source.size)} to {show_size(outcome.bytes_out)}{quality}{scale})"
