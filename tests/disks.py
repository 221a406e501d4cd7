"""Disks in a file that can lose their power: whatever the kernel had not written is gone."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CUT = 0x8004587D
"""The ioctl of ext4, xfs and f2fs that shuts a file system down: `_IOR('X', 125, __u32)`."""

_NOT_EVEN_THE_LOG = b"\x02\0\0\0"
_MAKERS = {
    "ext4": ("mkfs.ext4", "-q", "-F"),
    "xfs": ("mkfs.xfs", "-q", "-f"),
    "btrfs": ("mkfs.btrfs", "-q", "-f"),
}


class NoDisk(Exception):
    """This machine does not let us make or mount one."""


@contextmanager
def disk(image: Path, kind: str, size: int) -> Iterator[Path]:
    """An empty file system of `size` bytes in a file, mounted beside it until the end."""
    with image.open("wb") as file:
        file.truncate(size)
    _run(*_MAKERS[kind], str(image))
    folder = image.with_suffix(".mounted")
    folder.mkdir()
    mount(image, folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=False, capture_output=True)


def mount(image: Path, folder: Path) -> None:
    """Mount the image; what its log holds is replayed. Raises NoDisk."""
    _run("mount", "-o", "loop", str(image), str(folder))


def remount(image: Path, folder: Path) -> None:
    """What comes back after the power. Raises NoDisk."""
    _run("umount", str(folder))
    mount(image, folder)


def cut_power(folder: Path) -> None:
    """From now on nothing reaches this disk any more, and what was only in memory never will. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, CUT, _NOT_EVEN_THE_LOG)
    finally:
        os.close(descriptor)


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NoDisk(f"{command[0]} is not installed") from error
    if done.returncode:
        raise NoDisk(f"{' '.join(command)}: {done.stderr.strip()}")
