"""What a service manager is told (sd_notify(3)), where it listens; a line to a socket, and no library."""

import os
import socket
from contextlib import suppress

from anyio import sleep


def notify(*assignments: str) -> None:
    """Tell it ``READY=1`` and the like. Whether it hears that changes nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.setblocking(False)
        line.sendto("\n".join(assignments).encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


async def show_life() -> None:
    """Show one that asks for it that the event loop goes round, until cancelled."""
    microseconds, whose = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if whose not in {"", str(os.getpid())} or not microseconds.isdecimal() or not int(microseconds):
        return
    while True:
        notify("WATCHDOG=1")
        await sleep(int(microseconds) / 2e6)
