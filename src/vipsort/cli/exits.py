"""Exit codes: what a script or a cron job can rely on."""

from enum import IntEnum


class Exit(IntEnum):
    """How the program ended."""

    WELL = 0
    STOPPED = 1  # the run had to stop: disk full, share gone, another run holds DST
    WRONG_USAGE = 2
    TROUBLED = 3  # finished, and some pictures were quarantined or failed
    INTERRUPTED = 130
    TERMINATED = 143
