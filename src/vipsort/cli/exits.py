"""Exit codes: what a script or a cron job can rely on."""

from enum import IntEnum


class Exit(IntEnum):
    """How the program ended."""

    WELL = 0
    STOPPED = 1  # the run had to stop: disk full, share gone, another run holds DST
    WRONG_USAGE = 2
    TROUBLED = 3  # finished, and some pictures were quarantined or failed
    AGAIN = 75  # from an engine to its supervisor alone: a picture cannot be stopped, and a new engine is to go on
    INTERRUPTED = 130
    TERMINATED = 143
