"""Versions of what is not a picture library: our own, Python's, SQLite's, the system's."""

import platform

from vipsort.store.database import sqlite_version
from vipsort.version import VERSION


def own_versions() -> dict[str, str]:
    """By name."""
    return {
        "version": VERSION,
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "kernel": f"{platform.system()} {platform.release()}",
        "libc": " ".join(platform.libc_ver()).strip(),
        "platform": platform.platform(),
    }
