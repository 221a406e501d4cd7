"""What a trial of a disk or share found, for people and for programs."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from vipsort.photo.escape import shown
from vipsort.store.selftest.finding import Finding, Promise

_HOLDS = {
    Promise.REPLACES_NOTHING: "No file is ever replaced by another one.",
    Promise.WHOLE: "A name shows a whole file or nothing, whenever a run is killed.",
    Promise.DURABLE: "A power cut loses nothing that was told as placed.",
    Promise.INTACT: "What is written is read back as it was.",
    Promise.ALONE: "Two runs never work here at once.",
    Promise.TIMED: "Placed files keep their modification time.",
    Promise.NAMED: "Every name that vipsort gives is stored as it is.",
}
_BROKEN = {
    Promise.REPLACES_NOTHING: "A file that somebody else puts there at the same moment may be replaced.",
    Promise.WHOLE: "A run that is killed at a bad moment may leave an empty file under a picture's name.",
    Promise.DURABLE: "A power cut may lose what was told as placed.",
    Promise.INTACT: "What is written is not sure to be read back as it was.",
    Promise.ALONE: "Nothing keeps two runs apart: never start a second one.",
    Promise.TIMED: "Placed files do not keep their modification time.",
    Promise.NAMED: "Not every name that vipsort gives can be stored: some pictures will fail.",
}
PROBE_WIDTH = 10
"""Columns before what was found."""


def finding_line(finding: Finding) -> str:
    """``publish   renameat2 without replacing``; what breaks a promise is marked."""
    return f"{finding.probe:<{PROBE_WIDTH}}{'NOT: ' if finding.breaks else ''}{shown(finding.found)}"


def promises(broken: Collection[Promise]) -> list[str]:
    """The paragraphs below: what can be promised there, and what cannot."""
    holds = " ".join(_HOLDS[promise] for promise in Promise if promise not in broken)
    if not broken:
        return [f"All of it can be promised here. {holds}"]
    doubts = " ".join(_BROKEN[promise] for promise in Promise if promise in broken)
    return [f"Not promised here ({', '.join(sorted(broken))}): {doubts}", f"Promised here: {holds}"]


def selftest_event(dst: Path, findings: Sequence[Finding]) -> str:
    """All of it as one JSON object."""
    broken = broken_by(findings)
    return json.dumps(
        {
            "event": "selftest",
            "dst": str(dst),
            "probes": {finding.probe: {"found": finding.found, "breaks": finding.breaks} for finding in findings},
            "promises": {promise.value: promise not in broken for promise in Promise},
        }
    )


def broken_by(findings: Sequence[Finding]) -> frozenset[Promise]:
    """The promises that do not hold."""
    return frozenset(finding.breaks for finding in findings if finding.breaks)
