"""Exit codes: what a script or a cron job can rely on."""

import os
import sys
from enum import IntEnum

from vipsort.photo.errors import RunError
from vipsort.photo.escape import shown
from vipsort.show.stdout import let_go, lost
from vipsort.store.faults import way_out

GO_ON = "; what is done is safe, run it again to go on"
"""What is said to whoever started a run that had to stop."""


class Exit(IntEnum):
    """How the program ended."""

    WELL = 0
    STOPPED = 1  # the run had to stop: disk full, share gone, another run holds DST
    WRONG_USAGE = 2
    TROUBLED = 3  # finished, and some pictures were quarantined or failed
    AGAIN = 75  # from an engine to its supervisor alone: a picture cannot be stopped, and a new engine is to go on
    INTERRUPTED = 130
    TERMINATED = 143


def tell_fault(error: OSError) -> None:
    """Say what a file system refused that nobody has met further in: a place that was looked at, or else stdout."""
    if error.filename:
        fault = f"{shown(os.fsdecode(error.filename))}: {error.strerror}"
    else:
        let_go()
        fault = lost(error)
    told = "; ".join(filter(None, [fault, way_out(error)]))
    sys.stderr.write(f"vipsort: {told}\n")


def tell_stop(error: RunError) -> None:
    """Say why a run had to stop, and what can be done about it."""
    told = "; ".join(filter(None, [shown(str(error)), way_out(error)]))
    sys.stderr.write(f"vipsort: {told}{GO_ON}\n")
