"""Whether a folder lies on this machine or on a share."""

import os
import re
from pathlib import Path

_SHARES = ("cifs", "smb", "nfs", "fuse", "9p", "afs", "ceph", "gluster", "davfs", "ncpfs", "virtiofs", "vboxsf")
_OCTAL = re.compile(r"\\([0-7]{3})")  # blanks and backslashes in /proc/self/mounts
_MOUNTS = Path("/proc/self/mounts")


def on_share(folder: Path) -> bool:
    """Whether other machines may write below it, so that locks and memory maps cannot be trusted there."""
    return file_system(folder, _mounts()).startswith(_SHARES)


def lies_on(folder: Path) -> str:
    """Type and source of what a folder lies on, such as ``cifs //nas/photos``; empty where the system does not tell."""
    return " ".join(mount(folder, _mounts()))


def file_system(folder: Path, mounts: str) -> str:
    """The type of the mount that a folder lies on; empty for ``fuseblk``, a local disk."""
    kind = (*mount(folder, mounts), "")[0]
    return "" if kind == "fuseblk" else kind


def mount(folder: Path, mounts: str) -> tuple[str, str] | tuple[()]:
    """Type and source of the mount that a folder lies on, from ``/proc/self/mounts``."""
    path = os.path.realpath(folder)
    longest = -1
    found: tuple[str, str] | tuple[()] = ()
    for line in mounts.splitlines():
        source, point, kind, *_rest = map(_plain, line.split(" "))
        if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= longest:
            longest, found = len(point), (kind, source)
    return found


def _plain(word: str) -> str:
    return _OCTAL.sub(lambda written: chr(int(written[1], 8)), word)


def _mounts() -> str:
    return _MOUNTS.read_text(errors="surrogateescape") if _MOUNTS.exists() else ""
