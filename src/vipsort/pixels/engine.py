"""libvips set up once for a flat memory and hostile bytes; imported before anything else that touches it."""

import ctypes
import os
import sys

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MIB = 1 << 20

_LOADERS = ("Jpeg", "Uhdr", "Png", "Webp", "Tiff", "Nsgif", "Heif")


def give_back_memory() -> None:
    """Let the system have the pages that freed pictures leave behind; where the C library cannot, nothing happens."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim:
        malloc_trim(0)


def _tame_the_allocator() -> None:
    """One glibc arena that gives freed pixels back: halves the peak of a run at no cost (bench/memory.py)."""
    chosen_by_user = "MALLOC_ARENA_MAX" in os.environ or "LD_PRELOAD" in os.environ
    if sys.platform != "linux" or chosen_by_user:
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_MMAP_THRESHOLD, _MIB)
        mallopt(_M_TRIM_THRESHOLD, _MIB)


def _allow_only_our_loaders() -> None:
    """Everything is blocked but what is sniffed for: `block_untrusted_set` leaves text formats open."""
    pyvips.operation_block_set("VipsForeignLoad", True)
    for loader in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{loader}", False)


_tame_the_allocator()
# Parallelism is across pictures; threads inside one only add memory. libvips reads this when it is first imported.
os.environ["VIPS_CONCURRENCY"] = "1"
os.environ["VIPS_WARNING"] = "off"  # any value: its warnings would go to the user's terminal, past us

import pyvips  # noqa: E402

# pyvips has libvips' warnings handled in Python. There the collector may close a picture that warns as well, and GLib
# ends a process that warns while it handles a warning.
pyvips._remove_log_handler()  # noqa: SLF001 - what pyvips itself does at its end
pyvips.cache_set_max(0)  # no two pictures share an operation
_allow_only_our_loaders()

VERSION = f"{pyvips.version(0)}.{pyvips.version(1)}.{pyvips.version(2)}"
"""The version of libvips that is running."""
