"""libvips set up once for a flat memory and hostile bytes; imported before anything else that touches it."""

import ctypes
import os
import sys
from importlib import import_module

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_MIB = 1 << 20

_LINES = 64
"""Rows of a tile. Each step of a pipeline keeps two tiles, of 128 rows where nobody says so: a stream from top to
bottom needs no more than what keeps its threads from waking each other all the time (docs/decisions.md)."""

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


def _keep_few_lines() -> None:
    """Tell libvips' own options parser, the only door to its tile size; where there is none, pipelines take more."""
    if not pyvips.API_mode:
        return
    library = ctypes.CDLL(import_module("_libvips").__file__)
    words = [b"vipsort", f"--vips-tile-height={_LINES}".encode()]
    try:
        library.g_option_context_new.restype = library.g_option_group_new.restype = ctypes.c_void_p
        context = ctypes.c_void_p(library.g_option_context_new(None))
        group = ctypes.c_void_p(library.g_option_group_new(b"vips", b"", b"", None, None))
        library.vips_add_option_entries(group)
        library.g_option_context_set_main_group(context, group)
        arguments = ctypes.cast((ctypes.c_char_p * 3)(*words, None), ctypes.c_void_p)
        library.g_option_context_parse(context, ctypes.byref(ctypes.c_int(2)), ctypes.byref(arguments), None)
        library.g_option_context_free(context)
    except AttributeError:
        return  # a libvips whose GLib is not to be seen


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
_keep_few_lines()
_allow_only_our_loaders()

VERSION = f"{pyvips.version(0)}.{pyvips.version(1)}.{pyvips.version(2)}"
"""The version of libvips that is running."""
