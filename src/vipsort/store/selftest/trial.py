"""The whole trial of a DST: every probe in a folder of its own, and nothing left of it."""

import math
import secrets
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from vipsort.photo.errors import RunError
from vipsort.photo.naming import OURS
from vipsort.store.selftest import alone, keeping, names, naming, place, sharing
from vipsort.store.selftest.finding import Finding, Promise

_PREFIX = f"{OURS}-selftest-"

_PROBES: tuple[tuple[str, Callable[[Path], Finding], Promise | None], ...] = (  # a probe that fails leaves it in doubt
    ("share", place.share, None),
    ("publish", naming.publish, Promise.REPLACES_NOTHING),
    ("replace", naming.no_replace, Promise.REPLACES_NOTHING),
    ("open", naming.rename_over_open, None),
    ("lock", alone.lock, Promise.ALONE),
    ("fsync", keeping.fsync, Promise.DURABLE),
    ("bytes", keeping.bytes_kept, Promise.INTACT),
    ("times", keeping.times, Promise.TIMED),
    ("case", names.case, None),
    ("unicode", names.unicode_forms, None),
    ("names", names.names, Promise.NAMED),
    ("reflink", sharing.reflink, None),
)


def trial(dst: Path, state_dir: Path | None, seconds: float = math.inf) -> Generator[Finding, None, None]:
    """Each finding as soon as it is made; closed by who stops asking. Raises RunError where nothing can be written.

    The seconds are those for writing a large file, of which so much is written as there is time for.
    """
    with _own_folder(dst) as own:
        for name, probe, doubted in _PROBES:
            bound = partial(keeping.bytes_kept, seconds=seconds) if probe is keeping.bytes_kept else probe
            try:
                (own / name).mkdir()
                yield bound(own / name)
            except OSError as error:
                yield Finding(name, f"could not be tried: {error.strerror}", doubted)
        yield place.index(dst, state_dir)
    if own.exists():
        yield Finding("tidy", f"{own} could not be removed")


@contextmanager
def _own_folder(dst: Path) -> Iterator[Path]:
    own = dst / f"{_PREFIX}{secrets.token_hex(4)}"
    try:
        try:
            own.mkdir()
            (own / "first").write_bytes(b"first")
        except OSError as error:
            raise RunError(f"cannot write to {dst}: {error.strerror}") from error
        yield own
    finally:
        try:
            shutil.rmtree(own, ignore_errors=True)
        finally:  # a signal may have come in the middle of it
            shutil.rmtree(own, ignore_errors=True)
