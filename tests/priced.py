"""Ways through the pixels, each taken in a process of its own: what it holds at its peak, and what it is priced."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from coded import SOURCES, engine, soft
from make import read_picture
from vipsort.photo.formats import Format
from vipsort.photo.header import Header
from vipsort.photo.policy import Effort
from vipsort.photo.resize import Size
from vipsort.photo.work import Copy, Recipe, Redescribe, Work
from vipsort.pixels.job import Job

_SMALL = Size(96, 72)
_ROOM_FOR_HEADERS = 2_000  # bytes
_STATUS = Path("/proc/self/status")
_RESET_PEAK = "5"  # of the kernel's /proc/PID/clear_refs

Asked = Callable[[Format, Header], Work]
"""What is done with a picture of that format and header."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A way of a picture: bytes that the process grew by at its peak, and its price."""

    grown: int
    price: int


def _made(recipe: Callable[[Size], Recipe], scale: float = 1) -> Asked:
    """A picture made anew."""
    return lambda _format, header: recipe(header.upright.scaled(scale))


def _fitting(share: float, recipe: Callable[[Size], Recipe]) -> Asked:
    """A picture within a limit, which is a share of its pixels in bytes."""
    return lambda _format, header: replace(
        recipe(header.upright), max_size=int(header.size.pixels * share) + _ROOM_FOR_HEADERS
    )


_JPEG, _WEBP, _AVIF = (partial(Recipe, format_) for format_ in (Format.JPEG, Format.WEBP, Format.AVIF))
_PNG, _TIFF, _GIF = (partial(Recipe, format_) for format_ in (Format.PNG, Format.TIFF, Format.GIF))

WORKS: Mapping[str, Asked] = {
    "check": lambda _format, _header: Copy(check=True),
    "redescribe": lambda _format, _header: Redescribe("none", check=True),
    "half": _made(_JPEG, 0.47),
    "eighth": _made(_JPEG, 0.12),
    "jpeg": _made(_JPEG),
    "jpeg q100": _made(partial(_JPEG, quality=100)),
    "jpeg small": _made(partial(_JPEG, effort=Effort.SMALL)),
    "jpeg fitted": _fitting(0.12, _JPEG),
    "jpeg fitted small": _fitting(0.12, partial(_JPEG, effort=Effort.SMALL)),
    "jpeg shrunk": _fitting(0.01, _JPEG),
    "jpeg good": _made(partial(_JPEG, score=75)),
    "jpeg best": _made(partial(_JPEG, score=85)),
    "webp": _made(_WEBP),
    "webp small": _made(partial(_WEBP, effort=Effort.SMALL)),
    "webp fitted": _fitting(0.1, _WEBP),
    "webp good": _made(partial(_WEBP, score=75)),
    "avif": _made(partial(_AVIF, effort=Effort.FAST)),
    "avif balanced": _made(_AVIF),
    "avif fitted": _fitting(0.08, partial(_AVIF, effort=Effort.FAST)),
    "avif good": _made(partial(_AVIF, effort=Effort.FAST, score=75)),
    "png": _made(partial(_PNG, effort=Effort.FAST)),
    "png fitted": _fitting(0.6, partial(_PNG, effort=Effort.FAST)),
    "tiff": _made(_TIFF),
    "tiff fitted": _fitting(1.0, _TIFF),
    "gif": _made(_GIF),
    "gif fitted": _fitting(0.2, _GIF),
}


def sources(folder: Path, names: set[str], megapixels: float) -> None:
    """Files of so many megapixels, and beside each a small one."""
    big, small = Size(4, 3).scaled((megapixels * 1e6 / 12) ** 0.5), _SMALL
    for size, end in ((small, "small"), (big, "big")):
        image = soft(size)
        for name in names:
            (folder / f"{name}.{end}").write_bytes(SOURCES[name](image))


def paid(folder: Path, source: str, work: str) -> Paid:
    """One way taken, in a new process that has taken it before with the small picture."""
    command = (sys.executable, __file__, str(folder / source), work)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{source}, {work}: {done.stderr[-500:]}")
    return Paid(*map(int, done.stdout.split()))


def _main() -> None:
    stem, work = sys.argv[1:]
    _job(f"{stem}.small", work)[0].do(Path(f"{stem}.small").read_bytes())
    job, data = _job(f"{stem}.big", work)
    engine.give_back_memory()
    Path("/proc/self/clear_refs").write_text(_RESET_PEAK)
    before = _bytes("VmRSS:")
    job.do(data)
    sys.stdout.write(f"{_bytes('VmHWM:') - before} {job.cost}")


def _job(name: str, work: str) -> tuple[Job, bytes]:
    data = Path(name).read_bytes()
    format_, header = read_picture(data, f"a.{Path(name).name.split(' ')[0].split('.')[0]}")
    return Job(WORKS[work](format_, header), format_, header), data


def _bytes(key: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))


if __name__ == "__main__":
    _main()
