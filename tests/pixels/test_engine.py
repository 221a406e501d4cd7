"""libvips set up for a flat memory and hostile bytes."""

import ctypes
import os
import subprocess
import sys
from importlib import import_module

import pytest
import pyvips

from conftest import PICTURES
from vipsort.pixels import engine


@pytest.mark.parametrize(
    "data",
    [
        b"2 2\n1 2\n3 4\n",
        b"1,2\n3,4\n",
        (PICTURES / "plain.svg").read_bytes(),
        (PICTURES / "plain.ppm").read_bytes(),
        (PICTURES / "plain.hdr").read_bytes(),
        (PICTURES / "plain.exr").read_bytes(),
        b"%PDF-1.4\n",
    ],
    ids=["matrix", "csv", "svg", "ppm", "hdr", "exr", "pdf"],
)
def test_only_our_own_formats_are_opened(data: bytes) -> None:
    with pytest.raises(pyvips.Error):
        pyvips.Image.new_from_buffer(data, "")


@pytest.mark.parametrize(
    "name", ["nikon.jpg", "plain.png", "canon-s40.webp", "plain.tiff", "plain.gif", "kyocera.avif"]
)
def test_our_own_formats_are_opened(name: str) -> None:
    assert pyvips.Image.new_from_buffer((PICTURES / name).read_bytes(), "").width


def test_no_two_pictures_share_an_operation() -> None:
    assert pyvips.cache_get_max() == 0


def test_one_picture_is_one_thread() -> None:
    assert os.environ["VIPS_CONCURRENCY"] == "1"


def test_a_pipeline_keeps_few_rows() -> None:
    # 256 rows of a panorama that is 30,000 pixels wide are 23 MB, and a pipeline has a handful of steps that keep them.
    library = ctypes.CDLL(import_module("_libvips").__file__)
    pointer = ctypes.c_void_p(int(pyvips.ffi.cast("uintptr_t", pyvips.Image.black(300, 300).pointer)))
    width, height, rows = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    library.vips_get_tile_size(pointer, ctypes.byref(width), ctypes.byref(height), ctypes.byref(rows))
    assert 0 < rows.value <= 64


def test_the_version_is_told() -> None:
    assert engine.VERSION.count(".") == 2


_WARNS_WHILE_WARNING = """
import logging, sys
from pathlib import Path
from vipsort.pixels import engine
import pyvips

broken = Path(sys.argv[1]).read_bytes()

class Handler(logging.Handler):
    def emit(self, record):
        pyvips.Image.new_from_buffer(broken, "").avg()

logging.getLogger("pyvips").addHandler(Handler())
logging.getLogger("pyvips").setLevel(logging.WARNING)
pyvips.Image.new_from_buffer(broken, "").avg()
"""


def test_no_warning_ends_the_process() -> None:
    # As when Python's collector closes a picture that warns, while another's warning is in Python's hands.
    command = [sys.executable, "-c", _WARNS_WHILE_WARNING, str(PICTURES / "truncated.jpg")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
