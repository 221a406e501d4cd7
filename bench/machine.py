"""The machine that measured, without its name: what a reader needs to judge the numbers."""

import json
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path

_LIBVIPS = "import pyvips; print('.'.join(str(pyvips.version(part)) for part in range(3)))"
_LOAD_BEFORE = os.getloadavg()[0]  # when the bench starts, before it makes a load of its own
_DISTRIBUTIONS = ("vipsort", "pyvips", "pyvips-binary", "pillow", "anyio")


def describe(more: dict[str, object]) -> str:
    """Processor, memory, system, versions and load as JSON, and what else the bench wants kept with them."""
    facts: dict[str, object] = {
        "cpu": _first_value(Path("/proc/cpuinfo"), "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "kernel": f"{platform.system()} {platform.release()}",
        "libc": " ".join(platform.libc_ver()),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "libvips": _libvips(),
        "packages": {name: _version(name) for name in _DISTRIBUTIONS},
        "load_before": round(_LOAD_BEFORE, 2),
    }
    return json.dumps(facts | more, indent=2) + "\n"


def _libvips() -> str:
    """Asked of another process: an image library would make this one, and so each peak measured, larger."""
    answer = subprocess.run((sys.executable, "-c", _LIBVIPS), check=True, capture_output=True, text=True)
    return answer.stdout.strip()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _first_value(file: Path, key: str) -> str:
    lines = (line.partition(":") for line in file.read_text().splitlines())
    return next((value.strip() for name, _, value in lines if name.strip() == key), platform.machine())
