"""``vipsort selftest``: a trial of a disk or share, and what it means in an exit code."""

import signal
import sys
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import NoReturn

from vipsort.cli.exits import Exit
from vipsort.flow.places import perhaps
from vipsort.photo.errors import RunError, UsageError
from vipsort.photo.escape import shown
from vipsort.show.fitting import fitted
from vipsort.show.selftest import PROBE_WIDTH, broken_by, finding_line, promises, selftest_event
from vipsort.store.faults import way_out
from vipsort.store.selftest.finding import Finding
from vipsort.store.selftest.trial import trial

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def selftest(dst: Path, state_dir: Path | None, *, as_json: bool) -> Exit:
    """Try what DST lies on and tell it on stdout. Raises UsageError."""
    if not dst.is_dir():
        raise UsageError(f"DST {dst} is {'not a folder: name one' if dst.exists() else f'not there{perhaps(dst)}'}")
    end_tidily()
    findings: list[Finding] = []
    try:
        with closing(trial(dst, state_dir)) as found:
            for finding in found:
                findings.append(finding)
                if not as_json:
                    _say(finding_line(finding), PROBE_WIDTH)
    except RunError as error:
        sys.stderr.write(f"vipsort: {'; '.join(filter(None, [shown(str(error)), way_out(error)]))}\n")
        return Exit.STOPPED
    broken = broken_by(findings)
    if as_json:
        sys.stdout.write(f"{selftest_event(dst, findings)}\n")
    else:
        _say("")
        for paragraph in promises(broken):
            _say(paragraph)
    return Exit.TROUBLED if broken else Exit.WELL


def _say(line: str, indent: int = 0) -> None:
    sys.stdout.write("\n".join(fitted(line, indent)) + "\n")


def end_tidily() -> None:
    """Let a signal remove on its way out what was made."""
    for number in _ENDING:
        signal.signal(number, _leave)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)  # as a shell tells it
