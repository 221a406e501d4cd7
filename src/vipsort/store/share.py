"""Whether a folder lies on this machine or on a share."""

import os
import re
from pathlib import Path

_SHARES = ("cifs", "smb", "nfs", "fuse", "9p", "afs", "ceph", "gluster", "davfs", "ncpfs", "virtiofs", "vboxsf")
_OCTAL = re.compile(r"\\([0-7]{3})")  # blanks and backslashes in /proc/self/mounts
_MOUNTS = Path("/proc/self/mounts")


def on_share(folder: Path) -> bool:
    """Whether other machines may write below it, so that locks and memory maps cannot be trusted there."""
    if not _MOUNTS.exists():
        return False
    return file_system(folder, _MOUNTS.read_text(errors="surrogateescape")).startswith(_SHARES)


def file_system(folder: Path, mounts: str) -> str:
    """The type of the mount that a folder lies on, from ``/proc/self/mounts``; empty for ``fuseblk``, a local disk."""
    path = os.path.realpath(folder)
    longest, found = -1, ""
    for line in mounts.splitlines():
        _device, point, kind, *_rest = line.split(" ")
        point = _OCTAL.sub(lambda written: chr(int(written[1], 8)), point)
        if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= longest:
            longest, found = len(point), kind
    return "" if found == "fuseblk" else found
