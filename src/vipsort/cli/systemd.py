"""What a service manager is told (sd_notify(3)), where it listens; a line to a socket, and no library."""

import os
import socket
from contextlib import suppress


def notify(*assignments: str) -> None:
    """Tell it ``READY=1`` and the like. Whether it hears that changes nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.setblocking(False)
        line.sendto("\n".join(assignments).encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


def watchdog_seconds() -> float | None:
    """Within which it wants to hear ``WATCHDOG=1`` again; None where it does not."""
    microseconds, whose = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    wanted = microseconds.isdecimal() and whose in {"", str(os.getpid())}
    return int(microseconds) / 1e6 if wanted and int(microseconds) else None
